package app;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.*;
import jakarta.ws.rs.core.Response;

@Path("orders")
@RolesAllowed("clerk")
public class OrderResource extends Listed implements Named {
    private static final String NUMBER = "[0-9]+";

    @GET
    public java.util.List<Order> all(@QueryParam("page") int page, @HeaderParam("X-Tenant") String tenant) {
        return null;
    }

    @GET
    @PermitAll
    @Path("/{id: [0-9]{1,3}}")
    public Order one(@PathParam("id") long id) {
        return null;
    }

    @POST
    @ResponseStatus(201)
    public Response create(@Valid Order order) {
        return null;
    }

    @PUT
    @Path("{id:" + NUMBER + "}/lines/{line}")
    public void put(@PathParam("id") long id, @PathParam("line") int line, Line body) {
    }

    @Path("{id}/notes")
    public NoteResource notes(@PathParam("id") long id) {
        return new NoteResource(id);
    }

    @Path("self")
    public OrderResource self() {
        return this;
    }
}
