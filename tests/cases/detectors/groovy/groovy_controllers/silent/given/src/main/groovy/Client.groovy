// no @Controller here
@Client("/orders")
interface Orders {
    @Get("/{id}")
    Order show(Long id)
}
