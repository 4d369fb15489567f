module.exports = (server) => [{ method: "GET", path: "/users/{id}", handler: show }];
