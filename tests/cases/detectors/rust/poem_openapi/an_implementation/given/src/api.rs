use poem_openapi::{payload::Json, OpenApi};

pub struct UsersApi;

#[OpenApi(prefix_path = "/users", tag = "Tags::Users")]
impl UsersApi {
    /// All of them.
    #[oai(path = "/", method = "get")]
    async fn list(&self) -> Json<Vec<User>> {}

    #[oai(path = "/:id/avatar", method = "put", method = "post")]
    async fn avatar(&self) -> Json<User> {}
}
