package handlers

func Get(c *gin.Context) {
	c.JSON(http.StatusNotFound, gin.H{"error": "none"})
	c.AbortWithStatusJSON(400, ErrorResponse{Message: "bad"})
	c.JSON(http.StatusOK, gin.H{"message": "fine"})
	c.JSON(422, problem{Type: "about:blank", Title: "no", Status: 422})
}

func Post(c *fiber.Ctx) error {
	return c.Status(fiber.StatusUnauthorized).JSON(fiber.Map{"message": "who?"})
}
