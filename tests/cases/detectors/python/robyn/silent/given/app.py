# robyn is what we may move to
from flask import Flask

app = Flask(__name__)


@app.get("/x")
def x(): ...
