package app;

class Filter implements HandlerFilterFunction {
    int count(RouterFunction<ServerResponse> function) {
        client.GET("/people", 1);
        return 0;
    }
}
