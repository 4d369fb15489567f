#[get("/orders/{id:[0-9]+}")]
async fn read(id: web::Path<u32>) -> impl Responder {}

#[actix_web::route("/orders", method = "GET", method = "HEAD")]
async fn list() -> impl Responder {}

#[post("/orders?<dry_run>&<filter..>", data = "<order>")]
fn create(dry_run: Option<bool>, filter: Filter, order: Json<Order>) -> Status {}

#[utoipa::path(put, path = "/orders/{id}", responses((status = 200)))]
pub async fn replace() {}

mod admin {
    #[delete("/<path..>")]
    fn purge(path: PathBuf) {}
}
