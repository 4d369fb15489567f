package main

import (
	"shop/middleware"
	"shop/orders"

	"github.com/gin-gonic/gin"
)

func main() {
	r := gin.Default()
	r.Use(middleware.CORS())

	v1 := r.Group("/api/v1")
	v1.GET("/health", func(c *gin.Context) {
		c.String(200, c.Query("verbose"))
	})
	auth := middleware.JWTAuth()
	admin := v1.Group("/admin", auth, middleware.AdminOnly())
	{
		admin.DELETE("/users/:id", deleteUser)
	}
	v1.Use(middleware.RateLimit(100))
	orders.Register(v1.Group("/orders"), nil)
	v1.Handle("PUT", "/settings", saveSettings)
	v1.Match([]string{"GET", "POST"}, "/search", search)
	v1.Any("/echo/*path", echo)
	r.Run()
}
