from sanic import Sanic

app = Sanic("x")


@app.middleware("request")
async def check(request): ...


stack = Pipeline(middleware=[Logging()])
