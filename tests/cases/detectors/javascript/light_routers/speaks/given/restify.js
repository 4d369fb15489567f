const restify = require("restify");
const { Router } = require("restify-router");
const server = restify.createServer();
const users = new Router();
users.get("/", list);
server.del({ path: "/orders/:id", name: "drop" }, authenticate, drop);
users.applyRoutes(server, "/users");
