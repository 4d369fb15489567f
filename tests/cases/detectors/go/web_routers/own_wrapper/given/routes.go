package web

import "net/http"

func routes(app *App) {
	const version = "v1"
	app.Handle(http.MethodGet, version, "/homes", query)
}
