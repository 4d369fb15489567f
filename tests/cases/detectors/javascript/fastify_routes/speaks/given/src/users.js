module.exports = async function (fastify, opts) {
  fastify.get("/:id", show);
};
