const Koa = require("koa");
const Router = require("@koa/router");
const mount = require("koa-mount");
const { authenticate } = require("./auth");
const users = require("./users");

const app = new Koa();
const api = new Router({ prefix: "/api" });

api.use(authenticate);
api.get("orders", "/orders/:id", show);
api.del("/orders/:id", limiter, remove);
api.use("/users", users.routes(), users.allowedMethods());
api.register("/ping", ["get", "post"], ping);
app.use(api.routes());
app.use(mount("/legacy", require("./legacy")));
