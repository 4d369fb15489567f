package app;

import com.linecorp.armeria.server.annotation.*;

@PathPrefix("/users")
public class Users {
    @Get("/{id}")
    public User one(@Param int id) {
        return null;
    }

    @Post
    @Path("prefix:/all")
    public HttpResponse create(User user) {
        return null;
    }
}
