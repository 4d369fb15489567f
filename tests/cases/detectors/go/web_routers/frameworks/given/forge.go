package main

import "example.com/forge/own"

func Routes() *own.Router {
	m := own.NewRouter()
	m.Group("/repos", func() {
		m.Get("/search", search)
		m.Group("/{owner}", func() {
			m.Post("", create)
			hooks(m)
		}, reqToken())
	})
	return m
}

func hooks(m *own.Router) {
	m.Get("/hooks", listHooks)
}
