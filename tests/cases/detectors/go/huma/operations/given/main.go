package main

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"
)

func main() {
	router := chi.NewMux()
	api := humachi.New(router, huma.DefaultConfig("Shop", "1.0.0"))
	huma.Get(api, "/health", health)
	v1 := huma.NewGroup(api, "/v1")
	register(v1)
}

func register(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "get-order",
		Method:      http.MethodGet,
		Path:        "/orders/{id}",
	}, getOrder)
}
