pub async fn find(db: &PgPool, id: i64) -> Result<User, Error> {
    sqlx::query_as!(User, r#"SELECT id, name FROM users WHERE id = $1 ORDER BY name DESC"#, id)
        .fetch_one(db)
        .await
}

pub async fn save(client: &Client) -> Result<(), Error> {
    for each in rows {
        client.execute("INSERT INTO orders (id) VALUES ($1)", &[&each]).await?;
    }
    Ok(())
}
