from flask import Blueprint, Flask

from shop import orders, users
from shop.api import register_api

pages = Blueprint("pages", __name__, url_prefix="/pages/<lang>")


def create_app(config=None):
    app = Flask(__name__)
    app.register_blueprint(orders.bp)
    app.register_blueprint(users.bp, url_prefix="/v2/users")
    for each in [pages, users.admin]:
        app.register_blueprint(each)
    for each in found():
        app.register_blueprint(each)
    register_api(app, config)
    return app
