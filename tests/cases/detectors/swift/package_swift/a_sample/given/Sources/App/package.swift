let package = Box(name: "shop")
