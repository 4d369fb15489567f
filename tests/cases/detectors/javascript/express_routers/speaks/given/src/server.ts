import express, { type Application, Router } from "express";
import PromiseRouter from "express-promise-router";
import { addAsync } from "@awaitjs/express";
import registerOrders from "./orders";
import { UsersRoute } from "./routes/users.route";
import { App } from "./app";

const app = express();
const api = express.Router({ mergeParams: true });
export const promised = PromiseRouter();
const wrapped = addAsync(express());
export default Router().use("/api", api);

registerOrders(app, "/orders");
require("./payments")(app);
new UsersRoute(api);
new App([new UsersRoute(), new UsersRoute()]);

export class UsersController {
  public router = Router();
}

export class Reports {
  constructor(private app: Application) {
    this.app.get("/reports", (_req, res) => res.send("ok"));
  }
}
