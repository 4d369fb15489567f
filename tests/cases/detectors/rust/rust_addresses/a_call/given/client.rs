async fn items() -> Result<Response, Error> {
    reqwest::get("http://stock:8080/items").await
}
