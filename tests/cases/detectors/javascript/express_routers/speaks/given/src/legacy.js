module.exports = function (app, db) {
  app.get("/legacy", (req, res) => res.send("ok"));
  require("./more")(app);
};
