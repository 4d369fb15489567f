from cornice import Service
from cornice.resource import resource
from pyramid.config import Configurator
from pyramid.view import view_config, view_defaults

health = Service(name="health", path="/health")


def main(settings):
    config = Configurator(settings=settings)
    config.add_route("home", "/")
    config.add_route("static_page", "pages/{slug:[a-z]+}/*rest")
    config.include("catalog", route_prefix="/catalog")
    config.add_view(home, route_name="home", request_method=("GET", "HEAD"))
    return config.make_wsgi_app()


def home(request):
    return {}


@view_config(route_name="static_page")
def page(request):
    return {}


@view_defaults(route_name="book", permission="edit")
class BookViews:
    @view_config(request_method="GET")
    def show(self):
        return {}

    @view_config(request_method="DELETE")
    def remove(self):
        return {}


@health.get()
def get_health(request):
    return {}


@resource(path="/authors/{id}", collection_path="/authors")
class Authors:
    def collection_get(self):
        return []

    def put(self):
        return {}
