package main

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

type Client struct{ base string }

func (c *Client) Post(url string, body ...any) error { return nil }

func call(c *Client, cache *Cache) {
	c.Post("/users", 1)
	cache.Put("/key", 2)
	http.Get("https://example.com/")
	_ = chi.URLParam(nil, "id")
}
