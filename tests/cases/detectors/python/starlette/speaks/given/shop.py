from starlette.applications import Starlette
from starlette.endpoints import HTTPEndpoint
from starlette.routing import Mount, Route, Router, WebSocketRoute
from starlette.staticfiles import StaticFiles

from shop.other import admin


class Items(HTTPEndpoint):
    async def get(self, request): ...

    async def delete(self, request): ...


inner = [Route("/{id:int}", order)]
routes = [
    Route("/orders", orders, methods=["GET", "POST"]),
    Route("/items", Items),
    WebSocketRoute("/feed", feed),
    Mount("/v1", routes=[Route("/a", a), Mount("/b", app=Router([Route("/c", c)]))]),
    Mount("/inner", routes=inner),
    Mount("/admin", app=admin),
    Mount("/files", app=StaticFiles(directory="x"), name="files"),
]
app = Starlette(routes=routes)
