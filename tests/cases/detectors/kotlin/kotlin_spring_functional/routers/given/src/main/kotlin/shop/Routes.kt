package shop

import org.springframework.context.annotation.Bean
import org.springframework.web.reactive.function.server.coRouter
import org.springframework.web.reactive.function.server.router

class Routes(private val orders: OrderHandler) {
    @Bean
    fun all() = coRouter {
        "/api".nest {
            accept(APPLICATION_JSON).nest {
                GET("/orders", orders::list)
            }
            ("/orders/{id}" and contentType(APPLICATION_JSON)).nest {
                PUT("", orders::change)
                DELETE("") { ok().buildAndAwait() }
            }
            path("/admin").nest { add(admin()) }
        }
    }

    fun admin() = router {
        POST("/rebuild", accept(APPLICATION_JSON), orders::rebuild)
    }
}
