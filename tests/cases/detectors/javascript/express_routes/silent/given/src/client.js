const axios = require("axios");
const request = require("supertest");
const app = require("express")();

const cache = new Map();
const settings = app.get("port");

async function load(client) {
  cache.get("/users", fallback);
  await axios.post("/users", { name: "Ada" });
  await request(app).get("/users").expect(200);
  await client.get("/users", { timeout: 5 });
  app.options("*", cors());
  return settings;
}
