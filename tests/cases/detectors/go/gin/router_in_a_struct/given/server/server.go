package server

import "github.com/gin-gonic/gin"

type Server struct {
	engine *gin.Engine
	port   int
}

func New() *Server {
	return &Server{engine: gin.New(), port: 8080}
}

func (s *Server) Engine() *gin.Engine {
	return s.engine
}

func (s *Server) routes() {
	s.engine.Use(gin.Recovery(), gin.Logger())
	s.engine.GET("/ping", s.ping)
	api := s.engine.Group("/api")
	users.Mount(api)
	s.engine.Handle(method, "/dynamic", s.dynamic)
}
