const jetzig = @import("jetzig");

pub fn index(request: *jetzig.Request) !jetzig.View { return request.render(.ok); }
pub fn get(id: []const u8, request: *jetzig.Request) !jetzig.View { return request.render(.ok); }
fn post(request: *jetzig.Request) !jetzig.View { return request.render(.ok); }
