package web

import (
	"fmt"
	"net/http"
)

type App struct{ mux *http.ServeMux }

func (a *App) Handle(method string, group string, path string, h http.HandlerFunc) {
	final := path
	if group != "" {
		final = "/" + group + path
	}
	final = fmt.Sprintf("%s %s", method, final)
	a.mux.HandleFunc(final, h)
}

func (a *App) on(method, path string, h http.HandlerFunc) {
	a.mux.HandleFunc(method+" "+path, h)
}
