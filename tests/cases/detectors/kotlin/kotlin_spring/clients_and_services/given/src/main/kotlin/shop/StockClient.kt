package shop

import org.springframework.cloud.openfeign.FeignClient
import org.springframework.web.bind.annotation.GetMapping

@FeignClient("stock")
interface StockClient {
    @GetMapping("/stock/{id}")
    fun stock(id: Long): Int
}

class OrderControllerHelper
