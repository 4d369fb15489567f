const express = require("express");
const cors = require("cors");
const helmet = require("helmet");
const rateLimit = require("express-rate-limit");
const passport = require("passport");
const users = require("./routes/users");
const { requireAdmin } = require("./middleware/auth");
const admin = require("./admin");
const makeReports = require("./reports.routes");
const config = require("./config");
const { notFound } = require("./middleware/notFound");

const app = express();
app.use(helmet());
app.use(cors());
app.use("/api", rateLimit({ windowMs: 1000 }));
app.use(passport.initialize());
app.use("/api/users", users);
app.use(config.prefix + "/reports", makeReports(config));
app.use(["/admin", "/manage"], requireAdmin, admin);
app.use("/inline", require("./routes/inline")(app));
app.use("/nested", express.Router().get("/x", users.list));
app.use(passport.authenticate("jwt"));
app.use("/private", require("./routes/private"));
const listed = [
  { path: "/cats", route: require("./routes/cats") },
  { path: "/dogs", route: users },
];
listed.forEach((each) => {
  app.use(each.path, each.route);
});
app.use(loaders[name]);
app.use(notFound);
