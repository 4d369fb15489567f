const Router = require("koa-router");
const router = new Router();
router.prefix("/v1");
router.get("/", list).post("/", create);
module.exports = router;
