def includeme(config):
    config.add_route("book", "/books/{id}")
    config.include(".reviews", route_prefix="reviews")
