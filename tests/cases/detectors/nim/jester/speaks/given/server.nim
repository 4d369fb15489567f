import prologue

app.get("/users/{id}", show)
app.addRoute("/both", both, @[HttpGet, HttpPost])
