from robyn import Robyn, SubRouter
app = Robyn(__file__)
sub = SubRouter(__name__, prefix="/sub")
@app.get("/h/:name")
async def h(r): ...
@sub.post("/x")
def x(): ...
app.include_router(sub)
app.add_route("GET", "/plain", h)
