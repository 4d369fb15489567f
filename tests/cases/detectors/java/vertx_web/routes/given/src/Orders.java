package app;

import io.vertx.ext.web.Router;

class Orders {
    void register(Router router) {
        router.delete("/orders/:id").handler(this::drop);
    }
}
