package main

import (
	"shop/middleware"
	"shop/orders"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/limiter"
	jwtware "github.com/gofiber/contrib/jwt"
)

func main() {
	app := fiber.New(fiber.Config{AppName: "shop"})
	app.Use(limiter.New())
	app.Get("/users/:id<int>/:tab?", middleware.Protected(), showUser)

	api := app.Group("/api", jwtware.New(jwtware.Config{}))
	orders.Setup(api.Group("/orders"), nil)
	app.Route("/admin", func(r fiber.Router) {
		r.Get("/stats", stats)
		r.Route("/deep", func(r fiber.Router) {
			r.Post("/", func(c *fiber.Ctx) error {
				return c.JSON(c.Query("q"))
			})
		})
	})
	sub := fiber.New()
	sub.All("/files/*", files)
	app.Mount("/sub", sub)
	app.Use("/private", middleware.RequireUser)
	app.Add("PATCH", "/thing", patch)
}
