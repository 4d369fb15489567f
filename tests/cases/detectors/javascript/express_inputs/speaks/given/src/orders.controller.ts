import type { Request, Response } from "express";

export const list = async (req: Request, res: Response) => {
  const { page, limit: size, sort = "id" } = req.query;
  const tenant = req.headers["x-tenant-id"];
  const token = req.get("Authorization");
  res.json(await orders.page(page, size, sort, tenant, token, req.cookies.session));
};

export class Orders {
  create(req: Request, res: Response) {
    return this.orders.create(req.body.name, req.body.address.street);
  }
}
