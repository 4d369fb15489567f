package routers

import (
	"example.com/shop/controllers"

	"github.com/beego/beego/v2/server/web"
)

func init() {
	web.Router("/login", &controllers.LoginController{})
	web.Router("/orders/?:id:int", &controllers.OrderController{}, "get:List;post,put:Save")
	web.Any("/ping", ping)
	ns := web.NewNamespace("/v1",
		web.NSNamespace("/users", web.NSInclude(&controllers.UserController{})),
		web.NSRouter("/carts/:id([0-9]+)", &controllers.OrderController{}, "*:Cart"),
		web.NSGet("/health", health),
	)
	web.AddNamespace(ns)
	web.AutoRouter(&controllers.LoginController{})
}
