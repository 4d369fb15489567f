"""The conventional routes of Laravel's resources and singletons.

Source: https://laravel.com/docs/controllers#resource-controllers
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.idioms.php.chains import Link, table_of, texts_of
from backend_architect.survey.idioms.php.words import singular

_UPDATE = ("PUT", "PATCH")


class Conventional(NamedTuple):
    """One route: the controller's method, the HTTP methods, the path."""

    action: str
    methods: tuple[str, ...]
    path: str


class Asked(NamedTuple):
    """What the code asks of a resource; `options` are those of the call and its chain."""

    name: str
    single: bool
    api: bool
    links: tuple[Link, ...]
    options: dict[str, Node]


def routes_of(asked: Asked) -> Iterator[Conventional]:
    """The routes that are registered, in Laravel's order."""
    made = _singleton(asked) if asked.single else _resource(asked)
    only, without = _texts(asked, "only"), _texts(asked, "except")
    for route in made:
        if (not only or route.action in only) and route.action not in without:
            yield route


def _resource(asked: Asked) -> Iterator[Conventional]:
    base, member = _paths(asked)
    yield Conventional("index", ("GET",), base)
    if not asked.api:
        yield Conventional("create", ("GET",), f"{base}/create")
    yield Conventional("store", ("POST",), base)
    yield Conventional("show", ("GET",), member)
    if not asked.api:
        yield Conventional("edit", ("GET",), f"{member}/edit")
    yield Conventional("update", _UPDATE, member)
    yield Conventional("destroy", ("DELETE",), member)


def _singleton(asked: Asked) -> Iterator[Conventional]:
    before, slash, name = asked.name.rpartition("/")
    *outer, last = name.split(".")
    base = before + slash + "/".join([*(f"{o}/{{{_parameter(asked, o)}}}" for o in outer), last])
    made = {link.name for link in asked.links} | set(asked.options)
    if "creatable" in made:
        if not asked.api:
            yield Conventional("create", ("GET",), f"{base}/create")
        yield Conventional("store", ("POST",), base)
    yield Conventional("show", ("GET",), base)
    if not asked.api:
        yield Conventional("edit", ("GET",), f"{base}/edit")
    yield Conventional("update", _UPDATE, base)
    if made & {"creatable", "destroyable"}:
        yield Conventional("destroy", ("DELETE",), base)


def _paths(asked: Asked) -> tuple[str, str]:
    """The path of the collection and of one member; that of a shallow one stands by itself."""
    before, slash, name = asked.name.rpartition("/")
    *outer, last = name.split(".")
    base = before + slash + "/".join([*(f"{o}/{{{_parameter(asked, o)}}}" for o in outer), last])
    shallow = "shallow" in asked.options or any(link.name == "shallow" for link in asked.links)
    start = before + slash + last if shallow else base
    return base, f"{start}/{{{_parameter(asked, last)}}}"


def _parameter(asked: Asked, segment: str) -> str:
    """The parameter's name: as it is told, else the singular of the resource's."""
    for link in asked.links:
        if link.name == "parameter" and segment in texts_of(link.argument(0)):
            return next(iter(texts_of(link.argument(1))), segment)
    told = table_of(_option(asked, "parameters")).get(segment)
    text = next(iter(texts_of(told)), "") if told is not None else ""
    return text or singular(segment).replace("-", "_")


def _option(asked: Asked, name: str) -> Node | None:
    chained = next((link.argument(0) for link in asked.links if link.name == name), None)
    return chained if chained is not None else asked.options.get(name)


def _texts(asked: Asked, name: str) -> frozenset[str]:
    """The actions an option names, in an array or one by one."""
    found: list[str] = []
    for link in asked.links:
        if link.name == name:
            found.extend(t for _, value in link.given for t in texts_of(value))
    option = asked.options.get(name)
    return frozenset((*found, *(texts_of(option) if option is not None else ())))
