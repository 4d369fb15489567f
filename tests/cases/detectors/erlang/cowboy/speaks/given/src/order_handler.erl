-module(order_handler).
-export([init/2, allowed_methods/2]).
init(Req, State) -> {cowboy_rest, Req, State}.
allowed_methods(Req, State) ->
    {[<<"GET">>, <<"DELETE">>], Req, State}.
