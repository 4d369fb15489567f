package shop

import io.ktor.client.HttpClient
import io.ktor.client.request.get

suspend fun load(client: HttpClient) {
    client.get("/orders") { header("x", "y") }
}
