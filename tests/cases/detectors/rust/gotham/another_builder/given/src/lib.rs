pub fn build(draw: &DrawRoutesOnMap) {
    draw.get("/a").to(b);
}
