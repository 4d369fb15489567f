package app;

import io.helidon.webclient.api.WebClient;

class Client {
    void ask(WebClient client) {
        client.get("/x").request();
    }
}
