from aiohttp import web
from django.views import View

routes = web.RouteTableDef()


@routes.get("/x")
async def x(request): ...


class Page(View):
    def get(self, request): ...
