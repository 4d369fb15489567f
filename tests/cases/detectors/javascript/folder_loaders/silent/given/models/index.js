const fs = require("fs");
fs.readdirSync(__dirname).forEach((file) => {
  const model = require("./" + file)(sequelize, DataTypes);
  db[model.name] = model;
});
