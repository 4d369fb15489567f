import io.micronaut.http.annotation.*

@Controller("/orders")
class Orders {
    @Get("/{id}{?page}")
    Order show(Long id) { null }

    @Post
    Order add(@Body Order order) { order }
}
