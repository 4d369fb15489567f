import argparse

from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
args = argparse.Namespace(a=1)


def start(app):
    db.init_app(app)
