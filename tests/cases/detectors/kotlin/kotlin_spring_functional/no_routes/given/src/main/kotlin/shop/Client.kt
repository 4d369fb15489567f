package shop

import org.springframework.web.reactive.function.client.WebClient

fun router(client: WebClient) = "/x".nest()
fun call(client: WebClient) = client.get().uri("/orders").retrieve()
