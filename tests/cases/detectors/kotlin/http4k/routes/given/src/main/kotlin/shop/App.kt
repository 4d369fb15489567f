package shop

import org.http4k.contract.contract
import org.http4k.core.Method.*
import org.http4k.routing.bind
import org.http4k.routing.routes
import shop.orders.OrderApi

const val API = "/api"

val ping = "/ping" bind GET to { Response(OK) }

fun app(orders: OrderApi) = ServerFilters.CatchAll().then(
    routes(
        ping,
        API bind routes(
            "/orders" bind orders.routes(),
            "/me" bind routes(
                GET to auth.then(Me()::show),
                DELETE to ::forget,
            ),
        ),
        "/contract" bind contract {
            renderer = OpenApi3()
            routes += "/things" / Path.int().of("id") meta { summary = "one" } bindContract GET to ::thing
        },
    ),
)
