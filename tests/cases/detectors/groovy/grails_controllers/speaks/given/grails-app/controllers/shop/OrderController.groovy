package shop

class OrderController {
    static allowedMethods = [save: "POST", delete: ["POST", "DELETE"]]

    def index() { render "orders" }
    def save() { if (params.x) { def y = create() } }
    def delete = { render "gone" }
    private def secret() { }
    String getTitle() { "orders" }
}
