import { Router, type Application } from "express";
import * as orders from "./orders.controller";
import { authenticate, requireRole, validate } from "./middleware";
import { orderSchema } from "./schemas";

const BASE = "/orders";
const router = Router();

router.get(BASE, orders.list);
router.get(`${BASE}/:id(\\d+)`, authenticate, orders.show);
router.post("/orders", [authenticate, requireRole("admin")], validate(orderSchema), async (req, res) => {
  res.status(201).json(await orders.create(req.body));
});
router.use(authenticate);
router
  .route("/orders/:id/lines/:line?")
  .get(wrap(orders.lines))
  .delete(orders.remove.bind(orders));
router.all(["/ping", "/pong"], (_req, res) => res.send("ok"));
router["patch"](/^\/items\/(\w+)$/, orders.patch);
router[method]("/computed", orders.list);

export default router;

export function register(app: Application) {
  app.get("/health", (_req, res) => res.send("ok"));
  app.get("env");
}
