package handlers

import "github.com/gofiber/fiber/v2"

func Answer(c *fiber.Ctx) error {
	var out Result
	return c.Status(200).JSON(out)
}
