package handler

import "github.com/labstack/echo/v4"

type newUser struct{ Name string }

func (h *Handler) Create(c echo.Context) error {
	var body newUser
	if err := c.Bind(&body); err != nil {
		return err
	}
	page := c.QueryParam("page")
	return h.store.Save(c.Param("id"), page, body)
}
