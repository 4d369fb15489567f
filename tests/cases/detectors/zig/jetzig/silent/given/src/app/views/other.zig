pub fn index(request: anytype) !void { _ = request; }
