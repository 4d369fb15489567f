package main

import (
	"net/http"

	"github.com/gorilla/mux"
)

type Route struct {
	Name    string
	Method  string
	Pattern string
	Handler http.HandlerFunc
}

var table = []Route{
	{"List", "GET", "/items", listItems},
	{Name: "Make", Method: "POST", Pattern: "/items", Handler: makeItem},
}

func NewRouter() *mux.Router {
	router := mux.NewRouter().StrictSlash(true)
	api := router.PathPrefix("/v1").Subrouter()
	for _, route := range table {
		api.Methods(route.Method).Path(route.Pattern).Handler(route.Handler)
	}
	api.HandleFunc("/health", health).Methods(http.MethodGet)
	api.Path("/links/{id}").HandlerFunc(link).BuildOnly()
	reads := api.Methods("GET").Subrouter()
	reads.Handle("/things/{id}", logged(http.HandlerFunc(thing)))
	return router
}
