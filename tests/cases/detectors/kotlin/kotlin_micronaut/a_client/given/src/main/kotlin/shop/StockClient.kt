package shop

import io.micronaut.http.annotation.Get
import io.micronaut.http.client.annotation.Client

@Client("stock")
interface StockClient {
    @Get("/stock/{id}")
    fun stock(id: Long): Int
}
