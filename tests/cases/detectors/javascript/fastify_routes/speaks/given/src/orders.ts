import fp from "fastify-plugin";
import { FastifyInstance } from "fastify";

export default async function orders(fastify: FastifyInstance) {
  fastify.route({
    method: ["GET", "HEAD"],
    url: "/:id(^\\d+$)",
    preHandler: [fastify.authenticate],
    handler: show,
  });
  fastify.post("/", { schema, onRequest: authenticate }, create);
}
