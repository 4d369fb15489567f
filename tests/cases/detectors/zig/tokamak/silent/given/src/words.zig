pub const @"a name" = 1;
pub fn find(map: anytype) void {
    _ = map.get("/key", 1);
}
