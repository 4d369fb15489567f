use warp::Filter;

pub fn routes(db: Db) -> impl Filter<Extract = impl warp::Reply> + Clone {
    let health = warp::path!("health").map(|| "ok");
    let api = warp::path("api").and(list(db.clone()).or(users::filters(db)));
    health.or(api)
}

fn list(db: Db) -> impl Filter<Extract = impl warp::Reply> + Clone {
    warp::path!("orders" / u32)
        .and(warp::get())
        .and(with_db(db))
        .and(require_auth())
        .and_then(handlers::read)
}

fn with_db(db: Db) -> impl Filter<Extract = (Db,)> + Clone {
    warp::any().map(move || db.clone())
}
