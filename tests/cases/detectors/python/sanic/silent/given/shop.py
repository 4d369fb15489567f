"""Not Sanic, whose decorators look the same."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/<id>")
async def one(id): ...
