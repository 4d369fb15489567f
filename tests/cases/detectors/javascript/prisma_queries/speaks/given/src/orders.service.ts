import { PrismaService } from "./prisma.service";

export class OrdersService {
  constructor(private readonly prisma: PrismaService) {}

  list(status: string) {
    return this.prisma.order.findMany({
      where: { status, OR: [{ total: { gt: 1 } }, { AND: { archived: false } }] },
      orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      include: { lines: true },
    });
  }

  page(take: number) {
    const where = { open: true };
    return this.prisma.order.findMany({ where, take, skip: 0 });
  }

  one(userId: string, productId: string) {
    return this.prisma.cartItem.findUnique({ where: { userId_productId: { userId, productId } } });
  }

  async close(ids: string[]) {
    return this.prisma.$transaction(async (tx) => {
      for (const id of ids) {
        await tx.order.update({ where: { id }, data: { open: false } });
      }
      await tx.audit.createMany({ data: ids.map((id) => ({ id })) });
      await tx.$executeRaw`DELETE FROM x`;
    });
  }
}
