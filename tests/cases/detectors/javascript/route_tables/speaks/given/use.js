const express = require("express");
const app = express();
for (const route of [users, orders]) app.use("/api", route);
const users = require("./users");
const routes = [users];
routes.forEach((route) => app.use("/v1", route));
