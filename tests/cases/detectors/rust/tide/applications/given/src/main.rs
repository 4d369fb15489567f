async fn run() -> tide::Result<()> {
    let mut app = tide::with_state(state);
    app.at("/").get(index);
    app.at("/orders/:id").get(read).delete(remove);
    let mut api = app.at("/api");
    api.at("/users").post(create);
    app.at("/v2").nest({
        let mut inner = tide::new();
        inner.at("/files/*rest").all(files);
        inner
    });
    Ok(())
}
