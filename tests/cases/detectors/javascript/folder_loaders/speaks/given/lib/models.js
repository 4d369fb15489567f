const glob = require("glob");
module.exports = (app) => {
  glob.sync("./lib/controllers/*.js").forEach((file) => require(file)(app));
};
