use actix_web::web::{self, ServiceConfig};

pub fn config(cfg: &mut ServiceConfig) {
    cfg.service(scope());
}

fn scope() -> actix_web::Scope {
    web::scope("/orders")
        .route("", web::post().to(create))
        .route("/{id}", web::method(Method::PATCH).to(change))
}
