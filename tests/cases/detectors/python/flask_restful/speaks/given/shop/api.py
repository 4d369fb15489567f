from flask import Flask
from flask_restx import Api, Namespace

from shop.things import Thing, things

app = Flask(__name__)
api = Api(app, prefix="/api")
late = Api()
late.init_app(app)
api.add_resource(Thing, "/things/<int:id>", "/thing")
ns = Namespace("users")
api.add_namespace(ns)
api.add_namespace(things, path="/stuff")
admin = api.namespace("admin", path="/adm")
