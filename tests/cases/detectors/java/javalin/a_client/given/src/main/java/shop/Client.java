package shop;

import io.javalin.http.Context;

class Client {
    void load(Context ctx, Http http) {
        http.get("/orders", ctx);
    }
}
