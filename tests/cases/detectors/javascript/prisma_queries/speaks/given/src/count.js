const { PrismaClient } = require("@prisma/client");

const store = new PrismaClient();
exports.total = () => store.order.count({ where: { open: true } });
