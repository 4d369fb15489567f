package shop

import io.ktor.server.routing.*

class AdminController {
    fun Route.routes() {
        post("/rebuild") { }
    }
}
