from sanic import Blueprint, Sanic
from sanic.views import HTTPMethodView

app = Sanic("shop")
orders = Blueprint("orders", url_prefix="/orders", version=2)
items = Blueprint("items", url_prefix="/items")
both = Blueprint.group(orders, items, url_prefix="/api")
app.blueprint(both)
app.blueprint(items, url_prefix="/things")


@orders.get("/<id:int>")
async def one(request, id): ...


@items.route("/", methods=["POST", "PUT"])
async def put(request): ...


@app.on_request
async def authenticate(request): ...


class Stock(HTTPMethodView):
    async def get(self, request): ...

    async def delete(self, request): ...


app.add_route(Stock.as_view(), "/stock")
app.add_route(put, "/put", methods=["PATCH"])
