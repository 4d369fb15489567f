package shop

import io.javalin.http.Context

fun load(ctx: Context, client: Http) {
    client.get("/orders", ctx)
    ctx.result(cache.get("/orders", 1))
}
