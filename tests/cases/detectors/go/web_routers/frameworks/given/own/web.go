package own

import "github.com/go-chi/chi/v5"

type Router struct {
	chi    chi.Router
	prefix string
}

func (r *Router) Group(pattern string, fn func(), middlewares ...any) {
	before := r.prefix
	r.prefix += pattern
	fn()
	r.prefix = before
}

func (r *Router) Get(pattern string, h ...any)  { r.chi.Get(r.prefix+pattern, wrap(h)) }
func (r *Router) Post(pattern string, h ...any) { r.chi.Post(r.prefix+pattern, wrap(h)) }

func NewRouter() *Router {
	return &Router{chi: chi.NewRouter()}
}
