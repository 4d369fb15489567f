import httpx
from flask import Blueprint

pages = Blueprint("pages", __name__)


@pages.get("/about")
def about():
    client = httpx.Client()
    client.get("/x")
    return {}.get("x")
