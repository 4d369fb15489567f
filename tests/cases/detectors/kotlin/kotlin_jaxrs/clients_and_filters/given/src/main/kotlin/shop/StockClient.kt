package shop

import jakarta.ws.rs.GET
import jakarta.ws.rs.Path
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient

@Path("/stock")
@RegisterRestClient
interface StockClient {
    @GET
    fun stock(): Int
}
