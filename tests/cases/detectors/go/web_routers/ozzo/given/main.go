package main

import routing "github.com/go-ozzo/ozzo-routing/v2"

func main() {
	router := routing.New()
	rg := router.Group("/v1")
	RegisterHandlers(rg.Group(""))
}

func RegisterHandlers(r *routing.RouteGroup) {
	r.Get("/albums/<id>", get)
	r.Post("/albums", create)
}
