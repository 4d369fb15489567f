-module(words).
%% elli
handle(_, _) -> ok.
