module.exports = (app) => {
  const { router, controller } = app;
  const api = router.namespace("/api");
  router.get("home", "/", controller.home.index);
  api.post("/orders/:id", auth, "orders.change");
  router.resources("posts", "/posts", controller.posts);
};
