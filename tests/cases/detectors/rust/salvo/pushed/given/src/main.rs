use salvo::prelude::*;

fn route() -> Router {
    Router::new()
        .get(index)
        .push(
            Router::with_path("orders")
                .hoop(jwt_auth)
                .get(list)
                .push(Router::with_path("<id:num>").get(read).delete(remove)),
        )
        .push(Router::new().path("files/{**rest}").goal(files))
        .push(users::router())
}
