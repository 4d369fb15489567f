package shop

import io.javalin.Javalin
import io.javalin.apibuilder.ApiBuilder.*
import shop.orders.OrderRoutes

fun main() {
    val app = Javalin.create { config ->
        config.router.contextPath = "/shop"
        config.router.apiBuilder {
            path("api") {
                path("orders", OrderRoutes())
                crud("users/{id}", UserController())
                before { }
            }
        }
    }
    app.get("/health") { ctx -> ctx.result("ok") }
    app.ws("/live") { }
}
