"""Facts about a bottle of wine."""

from flask import Flask

app = Flask(__name__)


@app.get("/wine")
def wine(): ...
