package app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/named")
public interface Named {
    String NAME = "name";

    @GET
    @Path("/" + NAME)
    String name();
}
