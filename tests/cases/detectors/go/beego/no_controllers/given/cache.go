package cache

import "example.com/web"

func load() {
	web.Get("/users", nil)
}
