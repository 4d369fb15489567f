from sanic import Blueprint, Sanic

bp = Blueprint("x", url_prefix="/x")
app = Sanic("x")
