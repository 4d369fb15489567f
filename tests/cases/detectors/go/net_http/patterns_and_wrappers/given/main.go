package main

import "net/http"

const base = "/v1"

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /items/{id}", getItem)
	mux.HandleFunc("POST example.org/items", h.Create)
	mux.Handle("/admin/", RequireAdmin(Logging(http.HandlerFunc(admin))))
	mux.HandleFunc("DELETE /files/{path...}", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(204)
	})
	mux.HandleFunc("GET /{$}", home)
	mux.Handle("/static/", http.FileServer(http.Dir("static")))
	mux.HandleFunc("GET "+base+"/health", health)

	api := http.NewServeMux()
	registerAPI(api)
	mux.Handle("/api/", http.StripPrefix("/api", api))
	http.HandleFunc("/metrics", metrics)
}

func registerAPI(mux *http.ServeMux) {
	mux.HandleFunc("/ping", ping)
}
