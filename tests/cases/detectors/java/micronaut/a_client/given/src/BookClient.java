package app;

import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;

@Client("books")
public interface BookClient {
    @Get("/{id}")
    Book one(Long id);
}
