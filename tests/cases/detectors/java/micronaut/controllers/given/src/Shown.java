package app;

import io.micronaut.http.annotation.Get;

public interface Shown {
    @Get("/shown")
    String shown();
}
