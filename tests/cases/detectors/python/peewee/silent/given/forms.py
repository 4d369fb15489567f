"""No model: peewee is only spoken of."""
from wtforms import CharField, Form


class OrderForm(Form):
    name = CharField()
