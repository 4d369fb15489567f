pub fn find(map: anytype) void {
    _ = map.get("/key");
    try map.put("/key", 1);
}
