package handlers

import "github.com/gofiber/fiber/v3"

func Create(c *fiber.Ctx) error {
	body := new(dto.Create)
	if err := c.BodyParser(body); err != nil {
		return err
	}
	return c.JSON(fiber.Map{"id": c.Params("id"), "page": c.QueryInt("page")})
}

func Replace(c fiber.Ctx) error {
	var item Item
	if err := c.Bind().Body(&item); err != nil {
		return err
	}
	var filter Filter
	_ = c.Bind().Query(&filter)
	return c.SendString(c.Get("X-Trace"))
}
