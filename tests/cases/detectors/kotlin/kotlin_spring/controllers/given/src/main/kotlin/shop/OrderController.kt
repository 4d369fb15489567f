package shop

import org.springframework.security.access.prepost.PreAuthorize
import org.springframework.web.bind.annotation.*

const val ORDERS = "/orders"

interface Health {
    @GetMapping("/health")
    fun health(): String
}

@RestController
@RequestMapping("$BASE/v1$ORDERS", produces = ["application/json"])
class OrderController(private val orders: Orders) : Health {
    @GetMapping("/{id}", "/by-id/{id}")
    fun one(@PathVariable id: Long, @RequestParam(required = false) fields: String?): ResponseEntity<List<Order>> = orders.one(id)

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasRole('SELLER')")
    fun place(@RequestBody order: NewOrder): Order = orders.place(order)

    @RequestMapping(value = [CANCEL], method = [RequestMethod.PUT, RequestMethod.POST])
    fun cancel(@PathVariable("number") n: Int, dry: Boolean = false) {
        orders.cancel(n)
    }

    override fun health() = "ok"

    companion object {
        const val BASE = "/api"
        const val CANCEL = "/{number}/cancel"
    }
}
