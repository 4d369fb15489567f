import { Hono } from "hono";
export default new Hono().get("/", list).post("/", auth(), create);
