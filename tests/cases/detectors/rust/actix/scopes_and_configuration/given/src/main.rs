use actix_web::{guard, web, App, HttpServer};

mod orders;

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(move || {
        App::new()
            .wrap(Logger::default())
            .service(index)
            .service(
                web::scope("/api")
                    .wrap(HttpAuthentication::bearer(validator))
                    .configure(orders::config)
                    .configure(|cfg| {
                        cfg.route("/ping", web::get().to(ping));
                    })
                    .service((version, orders::search)),
            )
            .service(
                web::resource("/files/{name:.*}")
                    .route(web::get().to(read))
                    .route(web::route().guard(guard::Put()).to(write)),
            )
    })
    .run()
    .await
}
