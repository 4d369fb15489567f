-module(shop_server).
init([]) -> {ok, #{}}.
