import Fastify from "fastify";
import autoload from "@fastify/autoload";
import { join } from "node:path";
import orders from "./orders";

const app = Fastify({ logger: true });

app.get("/health", async () => ({ ok: true }));
app.register(orders, { prefix: "/orders" });
app.register(import("./users.js"), { prefix: "/users" });
app.register(async (inner) => {
  inner.addHook("onRequest", inner.authenticate);
  inner.delete("/:id", remove);
}, { prefix: "/admin" });
app.register(autoload, { dir: join(__dirname, "routes"), options: { prefix: "/v1" } });
