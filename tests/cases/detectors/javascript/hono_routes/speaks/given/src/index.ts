import { Hono } from "hono";
import { OpenAPIHono, createRoute } from "@hono/zod-openapi";
import { jwt } from "hono/jwt";
import books from "./books";
import * as tasks from "./tasks";

const app = new Hono().basePath("/api");
app.use("*", jwt({ secret }));
app.get("/posts/:id{[0-9]+}", (c) => c.json({}));
app.on(["PUT", "DELETE"], "/posts/:id", change);
app.route("/books", books);

const open = new OpenAPIHono();
open.openapi(tasks.list, listTasks);
open.openapi(createRoute({ method: "post", path: "/tasks" }), createTask);
app.route("/", open);
