#[macro_use]
extern crate rocket;

mod orders;

#[launch]
fn rocket() -> _ {
    let base = config().path();
    rocket::build()
        .mount("/", routes![index, orders::search])
        .mount([base, "/api"].concat(), api())
        .attach(AdHoc::on_ignite("admin", |rocket| async {
            rocket.mount("/admin", routes![stats])
        }))
}

fn api() -> Vec<Route> {
    let mut routes = routes![version];
    routes.append(&mut orders::routes());
    routes
}
