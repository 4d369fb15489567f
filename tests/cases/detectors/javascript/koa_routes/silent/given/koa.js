const map = new Map();
// koa's context
map.get("/orders", (ctx) => ctx.body);
ctx.get("/orders", "koa");
