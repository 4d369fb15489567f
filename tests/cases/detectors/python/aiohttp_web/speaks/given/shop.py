from aiohttp import web

from shop.checks import auth_middleware

routes = web.RouteTableDef()


@routes.get("/orders/{id:\\d+}")
async def order(request): ...


@routes.view("/items")
class Items(web.View):
    async def get(self): ...

    async def post(self): ...


listed = [web.post("/a", order), web.view("/b", Items), web.route("*", "/c", order)]


def setup(app):
    app.router.add_delete("/orders/{id}", order)
    app.router.add_static("/files/", path="public")


app = web.Application(middlewares=[auth_middleware])
admin = web.Application()
app.add_routes(routes)
app.add_routes(listed)
app.add_routes([web.put("/d", order)])
app.add_subapp("/admin", admin)
setup(app)
