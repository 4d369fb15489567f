package app;

import io.micronaut.http.annotation.Get;

class Controller {
    @Get("/x")
    String x() {
        return "";
    }
}
