use poem::{get, post, Route};
use poem_openapi::OpenApiService;

async fn run() {
    let api = OpenApiService::new((UsersApi, OrdersApi::new(db)), "Shop", "1.0").server("/api");
    let ui = api.swagger_ui();
    let app = Route::new()
        .at("/", get(index))
        .at("/orders/:id", get(read).post(change).with(JwtAuth))
        .at("/ws", socket)
        .nest("/api", api)
        .nest("/docs", ui)
        .nest("/admin", admin::routes());
    Server::new(listener).run(app).await
}
