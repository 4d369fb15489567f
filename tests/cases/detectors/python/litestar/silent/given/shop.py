"""Decorators of the same names, of another library."""

from functools import wraps

from shop.tools import get, post


@get("/x")
def x(): ...


@post
def y(): ...
