use axum::Router;

pub fn app() -> Router {
    Router::new().route("/x", get(x))
}
