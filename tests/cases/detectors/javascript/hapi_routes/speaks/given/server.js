const Hapi = require("@hapi/hapi");
const routes = require("./routes");

const server = Hapi.server({ port: 3000 });
server.route({ method: ["PUT", "PATCH"], path: "/orders/{id?}", handler: change,
  options: { auth: "jwt" } });
server.route([{ method: "*", path: "/{any*}", handler: missing, options: { auth: false } }]);
server.route(routes);
server.register([{ plugin: require("./users"), routes: { prefix: "/users" } }]);
