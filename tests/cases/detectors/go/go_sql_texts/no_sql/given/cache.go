package cache

func load(c *Client) {
	c.Get("select", 1)
	c.Query("page")
}
