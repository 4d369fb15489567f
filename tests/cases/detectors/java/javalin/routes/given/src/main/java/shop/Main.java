package shop;

import static io.javalin.apibuilder.ApiBuilder.*;

import io.javalin.Javalin;

public class Main {
    private static final String API = "/api";

    public static void main(String[] args) {
        Javalin app = Javalin.create(config -> {
            config.router.contextPath = "/shop";
        });
        app.get("/health", ctx -> ctx.result("ok"));
        app.routes(() -> {
            path(API, () -> {
                get("status", Main::status);
                path("orders", OrderRoutes::register);
                crud("users/{id}", new UserController());
            });
        });
    }
}
