package shop

import io.ktor.server.application.*
import io.ktor.server.auth.*
import io.ktor.server.routing.*
import shop.orders.orderRoutes

fun Application.module() {
    val admin = AdminController()
    install(CORS) { }
    routing {
        get("/") { call.respondText("hello") }
        route("/api/v1") {
            orderRoutes()
            authenticate("jwt") {
                with(admin) { routes() }
            }
        }
        get("/bytes") { }.describe { parameters { query("size") { } } }
        route("/items/{id?}", HttpMethod.Delete) {
            handle { call.respond(OK) }
        }
        webSocket("/live") { }
        staticResources("/static", "files")
    }
}
