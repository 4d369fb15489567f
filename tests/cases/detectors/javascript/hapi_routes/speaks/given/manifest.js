const manifest = {
  registrations: [
    { plugin: "blipp" },
    { plugin: { register: "./api" }, options: { routes: { prefix: "/api" } } },
  ],
};
