pub fn @"GET /items"() !void {}

pub const Other = struct {
    pub fn @"GET /unmounted"() !void {}
};
