"""A router class of the repository's own, with groups and mounts across packages."""

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.pool import Inline
from backend_architect.survey.survey import survey
from tests.fakes.workspace import FakeWorkspace

WEB = b"""\
package web

import "github.com/go-chi/chi/v5"

type Route struct {
	R      chi.Router
	prefix string
}

func NewRoute() *Route { return &Route{R: chi.NewRouter()} }

func (r *Route) Group(pattern string, fn func(), middlewares ...any) {
	before := r.prefix
	r.prefix += pattern
	fn()
	r.prefix = before
}

func (r *Route) Methods(method, pattern string, h ...any) {
	r.R.Method(method, r.prefix+pattern, nil)
}

func (r *Route) Mount(pattern string, sub *Route) { r.R.Mount(r.prefix+pattern, sub.R) }

func (r *Route) Get(pattern string, h ...any)  { r.Methods("GET", pattern, h...) }
func (r *Route) Post(pattern string, h ...any) { r.Methods("POST", pattern, h...) }
"""

API = b"""\
package v1

import "shop/web"

func Routes() *web.Route {
	m := web.NewRoute()
	m.Group("/orders", func() {
		m.Get("", listOrders)
		m.Post("/{id}/close", closeOrder)
	}, mustBeKnown)
	return m
}
"""

MAIN = b"""\
package main

import (
	v1 "shop/api/v1"
	"shop/web"
)

func routes() *web.Route {
	r := web.NewRoute()
	r.Mount("/api/v1", v1.Routes())
	return r
}
"""


def test_groups_and_mounts_of_an_own_class_count():
    files = {
        "go.mod": b"module shop\n", "api/v1/api.go": API, "main.go": MAIN, "web/route.go": WEB,
    }  # fmt: skip
    model = survey(FakeWorkspace(files), Inline(), MemoryCache())
    assert [(each.method, each.path) for each in model.operations] == [
        ("GET", "/api/v1/orders"),
        ("POST", "/api/v1/orders/{id}/close"),
    ]
