"""Controllers by decorators, in frameworks other than NestJS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import Import
from backend_architect.survey.grammars.javascript.nodes import dotted, field
from backend_architect.survey.idioms.javascript.names import names_of

if TYPE_CHECKING:
    from tree_sitter import Node

#: Packages with decorators for controllers -> what the framework is called.
FRAMEWORKS = (
    (re.compile(r"routing-controllers"), "routing-controllers"),
    (re.compile(r"tsoa\Z|@tsoa/"), "tsoa"),
    (re.compile(r"inversify-express-utils|@inversifyjs/http"), "inversify"),
    (re.compile(r"@tsed/"), "tsed"),
    (re.compile(r"@overnightjs/"), "overnight"),
    (re.compile(r"@midwayjs/"), "midway"),
    (re.compile(r"@loopback/"), "loopback"),
    (re.compile(r"@decorators/express"), "decorators-express"),
    (re.compile(r"@foal/"), "foal"),
    (re.compile(r"fastify-decorators"), "fastify"),
    (re.compile(r"koa-(?:\w+-)?(?:decorator|router-decorators|swagger-decorator)s?"), "koa"),
)
#: Decorator of a method, in lower case -> method.
VERBS = {
    "get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE",
    "del": "DELETE", "head": "HEAD", "options": "OPTIONS", "all": "ANY", "any": "ANY",
}  # fmt: skip
_CONTROLLERS = re.compile(r"(?:[a-zA-Z]*Controller|controller|Route|api|Prefix|Path)\Z")


def module_of(source: Source, decorator: Node) -> str:
    """The module that a decorator's name is imported from, "" for one of the file's own."""
    inner = decorator.named_children[0] if decorator.named_children else decorator
    name = dotted(field(inner, "function") or inner).partition(".")[0]
    found = names_of(source).bound(name)
    return found.module if isinstance(found, Import) else ""


def framework_of(module: str) -> str:
    """What the framework behind a module is called; "" for none that is known here."""
    return next((name for pattern, name in FRAMEWORKS if pattern.match(module)), "")


def is_controller(name: str) -> bool:
    """Whether a decorator's name says that a class is a controller."""
    return bool(_CONTROLLERS.match(name))


def verb(name: str) -> str:
    """The method that a decorator of a method says (`Get`, `httpGet`, `GET`), or ""."""
    word = name.lower()
    return VERBS.get(word) or VERBS.get(word.removeprefix("http"), "")
