import { InjectRepository } from "@nestjs/typeorm";
import { EntityManager, In, Repository } from "typeorm";
import { Order } from "./order.entity";

export class OrdersService {
  constructor(
    @InjectRepository(Order) private readonly orders: Repository<Order>,
    private readonly manager: EntityManager,
  ) {}

  list(status: string) {
    return this.orders.find({ where: { status }, order: { createdAt: "DESC", id: "ASC" } });
  }

  page(status: string) {
    return this.orders.findAndCount({ where: [{ status }, { archived: false }], take: 20 });
  }

  one(id: number) {
    return this.orders.findOneBy({ id });
  }

  async close(ids: number[]) {
    for (const id of ids) {
      await this.orders.update(id, { status: "closed" });
    }
    await this.manager.delete(Order, { status: "closed" });
  }

  search(text: string) {
    return this.orders
      .createQueryBuilder("o")
      .where("o.number = :text", { text })
      .andWhere("o.status IN (:...all)", { all: [] })
      .orderBy("o.createdAt", "DESC")
      .limit(10)
      .getMany();
  }

  async report(from: Date) {
    let query = this.orders.createQueryBuilder("o").where("o.createdAt > :from", { from });
    query = query.andWhere("o.status = 'open'");
    return query.orderBy("o.id").take(5).getMany();
  }
}
