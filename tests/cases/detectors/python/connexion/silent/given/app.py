registry.add_api(Orders, "/orders")
