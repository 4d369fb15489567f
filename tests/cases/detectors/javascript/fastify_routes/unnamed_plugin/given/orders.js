export default async function (app) {
  app.get("/", async () => []);
  app.route({ method: ["PUT", "PATCH"], url: "/:id", handler: change });
  app.route({ method: "DELETE", url: "/:id", handler: change });
}
