use gotham::router::builder::*;

fn router() -> Router {
    build_simple_router(|route| {
        route.get("/").to(index);
        route.post("/orders/:id").with_path_extractor::<Id>().to_async(change);
        route.scope("/api", |route| {
            route.request(vec![Method::PUT, Method::PATCH], "/users").to(users::change);
            route.associate("/rooms", |rooms| {
                rooms.get().to(list);
            });
        });
        route.get("/logo").to_file("logo.png");
    })
}
