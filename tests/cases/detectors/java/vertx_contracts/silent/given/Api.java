class Api {
  RouterBuilder builder(Vertx vertx) {
    return Other.create(vertx, "petstore.yaml");
  }
}
