import { hc } from "hono/client";
const client = hc("http://localhost");
client.get("/orders", { headers });
