package shop

import jakarta.annotation.security.RolesAllowed
import jakarta.ws.rs.*
import jakarta.ws.rs.core.Response

const val ORDERS = "/orders"

@ApplicationPath("/api")
class Shop : Application()

interface Listing {
    @GET
    @Path("/all")
    fun all(): List<Order>
}

@Path(ORDERS)
class OrderResource(private val orders: Orders) : Listing {
    @GET
    @Path("/{id: [0-9]+}")
    fun one(@PathParam("id") id: Long, @QueryParam("fields") fields: String?): Order = orders.one(id)

    @POST
    @RolesAllowed("seller")
    fun place(order: NewOrder): Response = orders.place(order)

    override fun all() = orders.all()
}
