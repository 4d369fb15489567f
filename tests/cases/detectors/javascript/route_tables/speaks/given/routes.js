const admin = require("./admin");

const routes = [
  { method: "get", path: "/orders", handler: list },
  { method: "post", path: "/orders", handler: create },
  ...admin,
];
routes.forEach((route) => app[route.method](route.path, route.handler));
module.exports = routes;
