module.exports = {
  routes: [
    { method: "POST", path: "/articles/:id/publish", handler: "article.publish",
      config: { auth: false } },
  ],
};
