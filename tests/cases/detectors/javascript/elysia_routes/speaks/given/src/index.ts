import { Elysia } from "elysia";
import { users } from "./users";

new Elysia({ prefix: "/api" })
  .get("/", () => "ok")
  .use(users)
  .group("/orders", (app) => app.get("/:id", show).delete("/:id", remove))
  .route("PURGE", "/cache", purge)
  .listen(3000);
