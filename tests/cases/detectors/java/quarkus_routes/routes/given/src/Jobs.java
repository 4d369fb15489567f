package app;

import io.quarkus.vertx.web.*;

@RouteBase(path = "/jobs")
class Jobs {
    @Route(path = ":id", methods = {Route.HttpMethod.GET, Route.HttpMethod.PUT})
    @RolesAllowed("admin")
    String one(@Param String id, @Header("X-Tenant") String tenant) {
        return id;
    }

    @Route(path = "/any")
    void any(@Body Job job) {
    }

    @Route(type = Route.HandlerType.FAILURE)
    void failed() {
    }
}
