package orders

import "github.com/gin-gonic/gin"

type PlaceRequest struct{ ProductID uint }

func (h *Handler) Place(c *gin.Context) {
	var body PlaceRequest
	if err := c.ShouldBindJSON(&body); err != nil {
		return
	}
	note := c.GetHeader("X-Note")
	_ = note
}

func List(c *gin.Context) {
	page := c.DefaultQuery("page", "1")
	name := c.Query(key)
	filter := dto.Filter{}
	_ = c.ShouldBindQuery(&filter)
}

func Guard() gin.HandlerFunc {
	return func(c *gin.Context) {
		_, _ = c.Cookie("session")
	}
}
