const tk = @import("tokamak");
const api = @import("api.zig");

const routes: []const tk.Route = &.{
    .get("/", hello),
    .group("/api", &.{
        .post("/orders/:id", order),
        .router(api),
    }),
    tk.Route.delete("/cache", clear),
};
