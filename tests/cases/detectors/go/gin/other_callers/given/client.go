package client

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

type API struct{ http *resty.Client }

func (a *API) Fetch(ctx context.Context, id string) (*Item, error) {
	var item Item
	_, err := a.http.R().SetResult(&item).Get("/items/" + id)
	cache.GET(ctx, &item)
	values := http.Header{}
	values.DELETE("key")
	store.POST("/only-a-path")
	return &item, err
}
