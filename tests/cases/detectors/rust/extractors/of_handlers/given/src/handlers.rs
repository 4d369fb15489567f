pub async fn create(
    State(state): State<AppState>,
    user: AuthUser,
    maybe: Option<Claims>,
    Path(id): Path<u64>,
    Query(page): Query<Page>,
    filter: Option<Query<Filter>>,
    Json(order): Json<NewOrder>,
) -> Result<Json<Order>, Error> {
}
