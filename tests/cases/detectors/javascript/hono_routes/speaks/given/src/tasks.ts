import { createRoute } from "@hono/zod-openapi";
export const list = createRoute({ method: "get", path: "/tasks/{id}" });
