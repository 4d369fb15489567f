package app;

import io.vertx.ext.web.Router;

public class Main extends AbstractVerticle {
    private static final String ITEMS = "/items";

    @Override
    public void start() {
        Router router = Router.router(vertx);
        String one = ITEMS + "/:id";
        router.route().handler(BodyHandler.create());
        router.route("/api/*").handler(JWTAuthHandler.create(auth));
        router.get(one).handler(this::item);
        router.route(HttpMethod.PUT, ITEMS).handler(BodyHandler.create()).handler(this::put);
        router.route("/any").produces("text/plain").handler(ctx -> ctx.end());
        router.mountSubRouter("/v1", users());
        router.route("/v2/*").subRouter(users());
        new Orders().register(router);
        vertx.createHttpServer().requestHandler(router).listen(8080);
    }

    private Router users() {
        Router users = Router.router(vertx);
        users.post("/users").handler(this::create);
        return users;
    }
}
