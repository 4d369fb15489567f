package app;

import static spark.Spark.*;

public class App {
    public static void main(String[] args) {
        before("/*", (request, response) -> check(request));
        get("/hello", (request, response) -> "Hello");
        path("/api", () -> {
            post("/users/:id", Users::create);
            users();
        });
    }

    static void users() {
        delete("/users/:id", Users::drop);
    }
}
