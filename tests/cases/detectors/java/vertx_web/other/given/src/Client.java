package app;

import io.vertx.ext.web.client.WebClient;

class Client {
    void ask(WebClient router) {
        router.get("/x").send();
    }
}
