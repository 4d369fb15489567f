class Api {
  void start() {
    RouterBuilder.create(vertx, "petstore.yaml").onSuccess(builder -> {});
    OpenAPIContract.from(vertx, location);
    Router.create(vertx, "x.yaml");
  }
}
