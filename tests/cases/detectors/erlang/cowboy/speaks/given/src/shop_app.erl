-module(shop_app).
start(_Type, _Args) ->
    Dispatch = cowboy_router:compile([
        {'_', [
            {"/orders/:id", [{id, int}], order_handler, []},
            {"/", ?MODULE, []},
            %% {"/commented", order_handler, []},
            {"/assets/[...]", cowboy_static, {priv_dir, shop, "assets"}}
        ]}
    ]).
