package shop.orders

import io.javalin.apibuilder.ApiBuilder.get
import io.javalin.apibuilder.ApiBuilder.path
import io.javalin.apibuilder.EndpointGroup

class OrderRoutes(private val orders: OrderController) : EndpointGroup {
    override fun addEndpoints() {
        get(orders::list)
        path("{id}") { get(orders::one, roles(Role.USER)) }
    }
}
