pub fn open(path: &str) -> Result<Connection> {
    let db = Connection::open(path)?; // rusqlite
    db.execute_batch(
        "CREATE TABLE IF NOT EXISTS notes (
            id INTEGER PRIMARY KEY,
            body TEXT NOT NULL
        );
        CREATE INDEX notes_body ON notes (body);",
    )?;
    Ok(db)
}
