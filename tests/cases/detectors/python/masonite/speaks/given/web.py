from masonite.routes import Route

ROUTES = [
    Route.get("/", "WelcomeController@show"),
    Route.match(["put", "patch"], "/orders/@id:integer", "OrderController@touch"),
    Route.group(
        [
            Route.get("/profile", "UserController@show"),
            Route.group([Route.delete("/keys/@key", "KeyController@destroy")], prefix="/security"),
        ],
        prefix="/account",
        middleware=["auth"],
    ),
    *Route.api("products", "ProductController"),
    Route.any("/hook", "HookController@run"),
]
