from litestar import Controller, Litestar, Router, get, post, route

from shop.checks import require_admin
from shop.items import ItemController, item_handlers


class Orders(Controller):
    path = "/orders"
    guards = [require_admin]

    @get(["/", "/all"])
    async def listed(self) -> list[Order]: ...

    @post("/{order_id:int}/pay", guards=[check])
    async def pay(self, order_id: int) -> None: ...


@get("/health")
async def health() -> str: ...


@route("/both", http_method=["GET", "PUT"])
async def both() -> None: ...


api = Router(path="/api", route_handlers=[Orders, ItemController])
app = Litestar(
    route_handlers=[api, health, *item_handlers, Router("/in", route_handlers=[both])]
)
app.register(both)
