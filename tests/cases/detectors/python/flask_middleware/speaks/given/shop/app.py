from flask import Blueprint, Flask
from flask_cors import CORS
from flask_httpauth import HTTPTokenAuth
from flask_jwt_extended import JWTManager

from shop.checks import check_token

bp = Blueprint("x", __name__)
auth = HTTPTokenAuth()


@bp.before_request
def login_required(): ...


@bp.errorhandler(404)
def missing(error): ...


def create_app():
    app = Flask(__name__)
    CORS(app)
    JWTManager(app)
    app.before_request(check_token)
    app.register_error_handler(500, missing)
    return app
