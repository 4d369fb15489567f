package server

func (s *Server) routes() {
	api := s.router.PathPrefix("/api").Subrouter()
	api.Handle("/items", s.list()).Methods("GET")
}
