use axum::{middleware, routing::{get, post}, Router};

mod users;

const API: &str = "/api";

fn method_router() -> axum::routing::MethodRouter<AppState> {
    get(list_orders).post(create_order)
}

pub fn app(state: AppState) -> Router {
    let admin = Router::new().route("/stats", get(stats));
    let mut app = Router::new()
        .route("/orders", method_router())
        .route("/orders/{id}", get(read_order).delete(users::remove))
        .route_layer(middleware::from_fn_with_state(state.clone(), require_auth))
        .route("/health", get(|| async { "ok" }))
        .nest("/admin", admin)
        .nest(&format!("{}/users", API), users::router());
    if state.debug {
        app = app.route("/debug/*path", post(debug));
    }
    with_assets(app).layer(CorsLayer::permissive()).with_state(state)
}

fn with_assets(router: Router) -> Router {
    router.route("/assets/:name", get(asset))
}

#[cfg(test)]
mod tests {
    fn test_app() -> Router {
        Router::new().route("/only-in-tests", get(x))
    }
}
