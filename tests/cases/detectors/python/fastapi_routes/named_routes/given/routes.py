def includeme(config):
    config.add_route("orders.list", "/orders/")
