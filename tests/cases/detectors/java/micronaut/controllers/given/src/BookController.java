package app;

import io.micronaut.http.annotation.*;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

@Secured(SecurityRule.IS_AUTHENTICATED)
@Controller("/books")
public class BookController implements Shown {
    private static final String OWN = "/own";

    @Get("/{id}{?page,size*}")
    public HttpResponse<Book> one(@PathVariable Long id, @QueryValue(defaultValue = "1") int page) {
        return null;
    }

    @Secured(SecurityRule.IS_ANONYMOUS)
    @Get(uris = {"/", "/all"})
    public List<Book> all(@Nullable @Header("X-Tenant") String tenant) {
        return null;
    }

    @Post(OWN)
    @Status(HttpStatus.CREATED)
    public Book create(@Body Book book) {
        return book;
    }

    @Secured({"ROLE_ADMIN"})
    @Delete("/{isbn:[0-9]+}{/part}")
    public void drop(String isbn) {
    }
}
