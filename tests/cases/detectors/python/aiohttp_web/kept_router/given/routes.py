def setup_routes(app, handler):
    router = app.router
    router.add_get("/", handler.index)
    router.add_post("/items", handler.add)


def init_routes(app):
    add_route = app.router.add_route
    add_route("*", "/graphql", graphql)
