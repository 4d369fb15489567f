package main

import (
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
)

func main() {
	gateway := runtime.NewServeMux()
	mux := http.NewServeMux()
	mux.Handle("/", gateway)

	files := http.StripPrefix("/docs/", http.FileServer(http.Dir("docs")))
	mux.Handle("/docs/", files)
	mux.HandleFunc("/health", health)
	http.ListenAndServe(":8080", mux)
}
