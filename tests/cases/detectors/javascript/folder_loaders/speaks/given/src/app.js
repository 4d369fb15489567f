const fs = require("fs");
const path = require("path");
const express = require("express");
const app = express();
const folder = path.join(__dirname, "routes");

fs.readdirSync(folder)
  .filter((file) => file !== "index.js")
  .forEach((file) => {
    const route = require(path.join(folder, file));
    app.use(`/api/${file.split(".")[0]}`, route);
  });
