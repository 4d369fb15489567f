package app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@Path("/there")
@RegisterRestClient
public interface Client {
    @GET
    @Path("/{id}")
    String one();
}
