package client

// gin.Context is only named here.
func load(values url.Values, c *Context) string {
	c.Query("page")
	return values.Query("page")
}
