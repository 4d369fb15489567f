package shop

import org.http4k.client.OkHttp
import org.http4k.core.Method.GET
import org.http4k.core.Request

fun load() = OkHttp()(Request(GET, "/orders"))
val pair = "/orders" to GET
