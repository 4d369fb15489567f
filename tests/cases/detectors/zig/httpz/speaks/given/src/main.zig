const httpz = @import("httpz");

pub fn main() !void {
    var router = try server.router(.{});
    router.get("/", index, .{});
    router.method("PURGE", "/cache/:key", purge, .{});
    // router.get("/commented", index, .{});
    var admin = router.group("/admin", .{});
    var v1 = admin.group("/v1", .{});
    v1.delete("/users/:id", remove, .{});
}

test "routes" {
    router.get("/tested", index, .{});
}
