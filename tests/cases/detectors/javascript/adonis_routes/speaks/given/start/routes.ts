import router from "@adonisjs/core/services/router";
import { middleware } from "#start/kernel";
const UsersController = () => import("#controllers/users_controller");

router.get("/", async () => "home");
router.on("/about").render("about");
router
  .group(() => {
    router.get("/users/:id?", [UsersController, "show"]).use(middleware.auth());
    router.route("/search", ["GET", "POST"], "SearchController.run");
    router.group(() => router.any("/ping", "PingController.handle")).prefix("/inner");
    router.resource("posts.comments", "CommentsController").apiOnly().except(["destroy"]);
  })
  .prefix("/api")
  .middleware("auth:api");
