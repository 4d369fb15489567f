package shop

import io.ktor.server.resources.get
import io.ktor.server.routing.*

fun Application.module() = routing {
    get<Orders> { }
    route("/api") {
        get<Orders.Id.Edit> { edit -> call.respond(edit) }
        post<Orders.New> { }
        location<Sessions.Refresh> { method(HttpMethod.Post) { handle { renew() } } }
    }
}

fun Route.drafts() {
    val drafts by inject<Drafts>()

    get<Orders.New> { drafts.open() }
    authenticatedDelete<Orders.New, Seller> { drafts.drop() }
}
