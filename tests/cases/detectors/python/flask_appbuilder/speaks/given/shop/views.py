from flask_appbuilder import BaseView, expose, has_access
from flask_appbuilder.api import BaseApi, protect


class Orders(BaseApi):
    resource_name = "order"

    @expose("/<int:pk>", methods=("GET", "DELETE"))
    @protect()
    def one(self, pk): ...


class Pages(BaseView):
    @expose("/list/")
    @has_access
    def list(self): ...


class Other(BaseView):
    route_base = "/other"

    @expose()
    def main(self): ...
