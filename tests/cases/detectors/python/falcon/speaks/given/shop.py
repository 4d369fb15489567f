import falcon

from shop.checks import check_token
from shop.logs import RequestLogger


@falcon.before(check_token)
class Orders:
    def on_get(self, req, resp, id): ...

    def on_get_list(self, req, resp): ...

    @falcon.before(validate)
    def on_post_list(self, req, resp): ...


app = falcon.App(middleware=[RequestLogger()])
orders = Orders()
app.add_route("/orders/{id:int}", orders)
app.add_route("/orders", orders, suffix="list")
app.add_static_route("/files", "public")


def more(api):
    api.add_route("/late", Orders())
