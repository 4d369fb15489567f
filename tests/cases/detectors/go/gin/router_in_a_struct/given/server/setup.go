package server

import "github.com/gin-gonic/gin"

func Setup() *gin.Engine {
	r := gin.New()
	r.GET("/a", a)
	return r
}

func run() {
	router := Setup()
	router.POST("/b", b)
}
