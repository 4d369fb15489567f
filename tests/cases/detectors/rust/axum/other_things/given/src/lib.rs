use std::collections::HashMap;

pub fn plan(map: &mut Planner) {
    map.route("/a", 3);
    let merged = left.merge(right);
    client.get("/remote").send();
}
