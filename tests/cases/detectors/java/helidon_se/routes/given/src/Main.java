package app;

import io.helidon.webserver.http.HttpRouting;

class Main {
    static void routing(HttpRouting.Builder routing) {
        GreetService greet = new GreetService();
        routing.register("/greet", greet).get("/simple", (req, res) -> res.send("Hello"));
    }
}
