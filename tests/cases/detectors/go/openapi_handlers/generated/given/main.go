package main

func main() {
	api.RegisterHandlersWithBaseURL(router, server, "/v1")
	admin.HandlerFromMux(server, mux)
	server, api, err := restapi.HandlerAPI(restapi.Config{})
}
