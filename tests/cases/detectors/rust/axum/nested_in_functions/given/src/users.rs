use axum::{routing::get, Router};

pub fn router() -> Router {
    Router::new().route("/", get(list))
}

pub async fn remove() {}
