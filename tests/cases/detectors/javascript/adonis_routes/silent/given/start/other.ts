import router from "./own"; // not @adonisjs/core/services/router
router.get("/x", "A.b");
