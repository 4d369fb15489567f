import { db } from "./drizzle";
import { prismaticPalette } from "./colours";

export async function run(service: OrdersService) {
  await db.query.users.findMany({ where: { id: 1 } });
  await service.orders.create({ name: "x" });
  await Models.User.count({ where: { id: 1 } });
  return Cat.findFirst();
}
