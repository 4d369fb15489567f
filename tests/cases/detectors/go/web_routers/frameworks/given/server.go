package main

import "github.com/labstack/echo/v4"

type Server struct{ e *echo.Echo }

func (s *Server) get(path string, h echo.HandlerFunc) {
	s.e.GET("/internal"+path, h)
}

func (s *Server) routes() {
	s.get("/stats", s.stats)
	g := s.e.Group("/admin", auth)
	g.POST("/users/:id", s.edit, audit)
	g.Match([]string{"GET", "HEAD"}, "/files/*", s.files)
}
