import tornado.web
from tornado.web import Application, StaticFileHandler, authenticated, url


class Main(tornado.web.RequestHandler):
    def get(self): ...

    @authenticated
    def post(self): ...


class Feed(tornado.websocket.WebSocketHandler):
    def open(self): ...


rules = [
    (r"/orders/(?P<id>\d+)", Main),
    url(r"/feed/([^/]+)", Feed, name="feed"),
]
more = rules + [(r"/static/(.*)", StaticFileHandler, {"path": "."})]


class Shop(Application):
    def __init__(self):
        super().__init__([(r"/", Main)])


app = Application(rules, debug=True)
app.add_handlers(r".*", [(r"/late", Main)])
