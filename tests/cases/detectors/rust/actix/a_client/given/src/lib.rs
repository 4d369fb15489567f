pub async fn call(client: &Client) -> Result<(), Error> {
    client.get("/orders").send().await?;
    tower.service(inner).await
}
