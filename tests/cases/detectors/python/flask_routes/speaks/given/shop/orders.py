from flask import Blueprint
from flask.views import MethodView
from flask_login import login_required

from shop.limits import limiter

bp = Blueprint("orders", __name__)
PREFIX = "/orders"


@bp.route(PREFIX + "/<int:order_id>/<path:rest>", methods=["GET", "put"])
@login_required
@limiter.limit("5/minute")
def order(order_id, rest): ...


@bp.post("/orders")
def place(): ...


class LineAPI(MethodView):
    decorators = [login_required]

    def get(self, line_id): ...

    @roles_required("admin")
    def delete(self, line_id): ...

    def helper(self): ...


bp.add_url_rule("/lines/<uuid:line_id>", view_func=LineAPI.as_view("line"), methods=["GET"])
bp.add_url_rule("/ping", "ping", order)
bp.add_url_rule(make(), view_func=order)


@bp.route("/pets")
class Pets(MethodView):
    def post(self): ...
