const jetzig = @import("jetzig");
pub fn init(app: *jetzig.App) !void {
    app.route(.POST, "/login/:way", @import("app/login.zig"), .post);
}
