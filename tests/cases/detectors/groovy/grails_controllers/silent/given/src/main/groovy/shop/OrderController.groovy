class OrderController {
    def index() { }
}
