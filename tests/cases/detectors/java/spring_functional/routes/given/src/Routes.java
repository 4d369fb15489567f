package app;

import static org.springframework.web.reactive.function.server.RequestPredicates.*;
import static org.springframework.web.reactive.function.server.RouterFunctions.*;

@Configuration
class Routes {
    @Bean
    RouterFunction<ServerResponse> people(PersonHandler handler) {
        return route()
            .GET("/people/{id:[0-9]+}", accept(JSON), handler::one)
            .path("/admin", admin -> admin
                .POST("/people", handler::create)
                .add(audits()))
            .nest(path("/v2").and(accept(JSON)), () -> route().DELETE("", r -> null).build())
            .build();
    }

    RouterFunction<ServerResponse> audits() {
        return RouterFunctions.route(GET("/audits").and(accept(JSON)), handler::audits)
            .andRoute(method(HttpMethod.PUT).and(path("/audits/{id}")), handler::put)
            .andNest(path("/deep"), route(PATCH("/x"), handler::patch));
    }
}
