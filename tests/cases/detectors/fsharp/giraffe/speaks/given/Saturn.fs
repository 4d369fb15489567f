open Saturn

let orders = controller {
    index (fun ctx -> list ctx)
    delete (fun ctx id -> remove ctx id)
}

let api = router {
    get "/ping" (text "pong")
    getf "/items/%s" item
    forward "/orders" orders
}

let app = router {
    forward "/api" api
}
