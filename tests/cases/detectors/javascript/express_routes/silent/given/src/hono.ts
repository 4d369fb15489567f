import { Hono } from "hono";

const app = new Hono();
app.get("/items", (c) => c.json([]));
export default app;
