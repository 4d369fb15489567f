use rwf::prelude::*;

struct Users;

#[async_trait]
impl Controller for Users {
    async fn handle(&self, request: &Request) -> Result<Response, Error> {
        match request.method() {
            Method::Get => list(),
            Method::Post => create(),
            _ => missing(),
        }
    }
}

impl RestController for Orders {
    async fn list(&self, request: &Request) -> Result<Response, Error> {}
    async fn get(&self, request: &Request, id: &i64) -> Result<Response, Error> {}
}

#[tokio::main]
async fn main() {
    let admin = Engine::new(vec![route!("/users" => Users)]);
    Server::new(vec![
        engine!("/admin" => admin),
        rest!("/orders" => Orders),
        route!("/users/:id" => controllers::Users),
    ])
    .launch()
    .await
}
