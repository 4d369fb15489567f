package main

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

type users struct{ store *Store }

func (u users) Routes() chi.Router {
	r := chi.NewRouter()
	r.Get("/", u.list)
	r.With(paginate).Get("/{id:[0-9]+}", u.show)
	return r
}

func main() {
	r := chi.NewRouter()
	r.Use(requireAuth)
	r.Route("/api", func(r chi.Router) {
		r.Mount("/users", users{}.Routes())
		r.Group(func(r chi.Router) {
			r.Use(adminOnly)
			r.MethodFunc(http.MethodDelete, "/cache", clear)
		})
		r.Route("/orders", orderRoutes)
	})
	resource(r, "/colors")
	http.ListenAndServe(":8080", r)
}

func orderRoutes(r chi.Router) {
	r.Post("/", createOrder)
}

func resource(r chi.Router, prefix string) {
	r.Route(prefix, func(r chi.Router) {
		r.Get("/{name}", show)
	})
}
