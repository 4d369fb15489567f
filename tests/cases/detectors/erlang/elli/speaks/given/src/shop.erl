-module(shop).
-behaviour(elli_handler).
handle('GET', [<<"orders">>, Id], _Req) -> {ok, [], Id};
handle('POST', [], _Req) -> ok;
handle(_, _, _Req) -> {404, [], <<>>}.
