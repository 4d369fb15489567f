package shop.orders

import org.http4k.core.Method
import org.http4k.routing.bind
import org.http4k.routing.routes

class OrderApi(private val orders: Orders) {
    fun routes() = routes(
        "/" bind Method.GET to list(),
        "/{id:\\d+}" bind Method.GET to one(),
    )
}
