from bottle import Bottle, get, route

app = Bottle()
admin = Bottle()


@app.route("/orders/<id:int>", method=["GET", "DELETE"])
@login_required
def order(id): ...


@app.post("/orders")
def place(): ...


@get("/ping")
def ping(): ...


app.route("/stats", "GET", ping)
app.mount("/admin", admin)
app.merge(admin)
