import Router from "@koa/router";
import { createServer } from "node:http";
import { useRouter } from "next/router";

const router = new Router();
const page = useRouter();

export function start(app: NextApp, cache: Map<string, string>) {
  cache.get("/x");
  createServer(app).listen(80);
  page.push("/x");
}
