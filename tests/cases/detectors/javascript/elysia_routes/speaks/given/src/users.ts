import { Elysia, t } from "elysia";
export const users = new Elysia({ prefix: "/users" }).post("/", create, { body: t.Object({}) });
