package handlers

func Get(c *gin.Context) {
	c.JSON(200, gin.H{"error": nil})
	c.JSON(status, gin.H{"error": "unknown"})
	c.JSON(http.StatusBadRequest, body)
}
