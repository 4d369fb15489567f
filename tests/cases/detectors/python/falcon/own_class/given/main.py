import falcon

from items import Items


class Service(falcon.App):
    def __init__(self):
        super().__init__()
        self.add_route("/items", Items())


class Refusing:
    def on_get(self, req, res):
        res.media = {}

    def on_post(self, req, res):
        raise falcon.HTTPMethodNotAllowed(["GET"])
