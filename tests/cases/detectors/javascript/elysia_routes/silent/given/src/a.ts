// elysia's eden client
import { treaty } from "@elysiajs/eden";
const api = treaty("localhost:3000");
api.get("/orders", show);
