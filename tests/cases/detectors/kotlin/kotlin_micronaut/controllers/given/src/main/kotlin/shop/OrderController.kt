package shop

import io.micronaut.http.annotation.*
import io.micronaut.security.annotation.Secured

@Controller("\${shop.base:/shop}/orders")
@Secured("isAuthenticated()")
open class OrderController(private val orders: Orders) {
    @Get("/{?page,size}")
    fun list(@QueryValue page: Int?): List<Order> = orders.list(page)

    @Get(uris = ["/{id}", "/by-id/{+id}"])
    fun one(@PathVariable id: Long): Order? = orders.one(id)

    @Post
    @Secured("ROLE_SELLER")
    fun place(@Body order: NewOrder): HttpResponse<Order> = HttpResponse.created(orders.place(order))
}
