package shop

import io.javalin.Javalin

fun register(app: Javalin) {
    app.get("/orders") { }
}
