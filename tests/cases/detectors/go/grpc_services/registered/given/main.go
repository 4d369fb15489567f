package main

import (
	"example.com/shop/api/v1"
)

func main() {
	v1.RegisterOrdersServer(server, &orders{})
	if err := v1.RegisterOrdersHandlerFromEndpoint(ctx, mux, address, options); err != nil {
		panic(err)
	}
	v1.RegisterUsersHTTPServer(httpServer, users)
	v1.RegisterStock(server)
}
