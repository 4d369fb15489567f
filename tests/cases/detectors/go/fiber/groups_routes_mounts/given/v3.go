package main

import "github.com/gofiber/fiber/v3"

func setup(app *fiber.App) {
	app.RouteChain("/events").Get(listEvents).Post(fiber.Guarded(), makeEvent)
	app.Add([]string{fiber.MethodGet, "HEAD"}, "/both", both)
}
