package orders

import "github.com/gin-gonic/gin"

const path = "/:id"

func Register(router *gin.RouterGroup, h *Handler) {
	router.POST("", h.Place)
	router.GET(path, h.Get)
	router.Group("/:id/lines").GET("/"+lineID, h.Line)
}
