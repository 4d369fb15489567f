const app = require("express")();
const router = require('express').Router();

app.use("/api", router);
module.exports = app;
