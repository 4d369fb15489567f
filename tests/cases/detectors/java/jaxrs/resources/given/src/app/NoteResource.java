package app;

import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.Path;

public class NoteResource {
    @GET
    public String text() {
        return "";
    }

    @DELETE
    @Path("/{note}")
    public void drop() {
    }
}
