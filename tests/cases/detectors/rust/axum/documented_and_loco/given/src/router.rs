use utoipa_axum::{router::OpenApiRouter, routes};

pub fn build() -> axum::Router {
    let (router, api) = OpenApiRouter::new()
        .routes(routes!(orders::list, orders::create))
        .split_for_parts();
    router.route_service("/graphql", GraphQL::new(schema))
}

pub fn notes() -> Routes {
    Routes::new().prefix("api/notes").add("/", get(list)).add("/{id}", delete(remove))
}
