package shop.orders

import io.ktor.http.HttpMethod
import io.ktor.server.auth.authenticate
import io.ktor.server.routing.*

private const val ORDERS = "/orders"

fun Route.orderRoutes() = route(ORDERS) {
    get { call.respond(orders.all()) }
    authenticate(optional = true) {
        get("{id}") { call.respond(orders.one()) }
    }
    method(HttpMethod.Put) { handle { } }
    get("/files/{path...}") { client.get("/elsewhere") }
}
