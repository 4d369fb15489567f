package handler

import (
	"net/http"

	"github.com/zeromicro/go-zero/rest"
)

func RegisterHandlers(server *rest.Server, ctx *svc.ServiceContext) {
	server.AddRoutes(
		[]rest.Route{
			{
				Method:  http.MethodPost,
				Path:    "/login",
				Handler: user.LoginHandler(ctx),
			},
		},
		rest.WithPrefix("/v1"),
	)
	server.AddRoutes(
		rest.WithMiddlewares(
			[]rest.Middleware{ctx.Audit},
			[]rest.Route{{Method: http.MethodGet, Path: "/orders/:id", Handler: order.Get(ctx)}}...,
		),
		rest.WithJwt(ctx.Config.Auth.AccessSecret),
	)
}
