// a hapi plugin
exports.plugin = {
  name: "users",
  register: async (server, options) => {
    server.route({ method: "GET", path: "/", handler: list });
  },
};
