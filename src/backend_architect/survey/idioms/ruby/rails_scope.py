"""Where a line of Rails' routes stands: the path, module and resource around it.

Source: https://guides.rubyonrails.org/routing.html and the comments of
ActionDispatch::Routing::Mapper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from tree_sitter import Node

from backend_architect.survey.facts import Guard
from backend_architect.survey.idioms.ruby.words import camelize, singular

Level = Literal["", "resources", "resource", "member", "collection", "new", "nested"]
#: The methods and the place of the conventional actions, in the order Rails names them.
ACTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "index": (("GET",), "collection"), "create": (("POST",), "collection"),
    "new": (("GET",), "new"), "edit": (("GET",), "edit"), "show": (("GET",), "member"),
    "update": (("PATCH", "PUT"), "member"), "destroy": (("DELETE",), "member"),
}  # fmt: skip
#: The actions of an application that has no pages.
PAGES = ("new", "edit")
_FORMAT = re.compile(r"\(?\.:?\(?:?format\)?\)?\Z|\(\.:?\w+\)")
#: The innermost of the groups at the end of a path, and what closes those around it.
_LAST = re.compile(r"\([^()]*\)(\)*)\Z")
_PARAMETER = re.compile(r"[:*]([A-Za-z_]\w*)")


@dataclass(frozen=True)
class Around:
    """A resource whose block a line stands in. `member` and `nested` are the paths below it."""

    path: str
    controller: str
    param: str
    single: bool

    @property
    def member(self) -> str:
        """The path of one of them."""
        return self.path if self.single else f"{self.path}/:{self.param}"

    @property
    def nested(self) -> str:
        """The path of what belongs to one of them."""
        if self.single:
            return self.path
        own = singular(self.path.rpartition("/")[2].replace("-", "_"))
        return f"{self.path}/:{own}_{self.param}"


@dataclass(frozen=True)
class Scope:
    """The path, modules, controller, resource and guards around a line.

    `texts` are what variables of loops hold, `shallow_path` the path of shallow members, `depth`
    how many resources are around.
    """

    path: str = ""
    module: tuple[str, ...] = ()
    controller: str = ""
    level: Level = ""
    resource: Around | None = None
    shallow: bool = False
    shallow_path: str = ""
    depth: int = 0
    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    names: tuple[tuple[str, str], ...] = ()
    guards: tuple[Guard, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    options: dict[str, Node] = field(default_factory=dict)

    def below(self, path: str) -> Scope:
        """The scope under a further path."""
        return replace(self, path=joined(self.path, path))

    def in_module(self, module: str) -> Scope:
        """The scope inside a further module of controllers."""
        return replace(self, module=(*self.module, module)) if module else self

    def outer(self, path: str) -> Scope:
        """A `scope` with this path: what is shallow begins below it. In the block of a resource the
        path stands before the resource's own, as Rails has it."""
        shallow = self.shallow_path if self.level == "nested" else joined(self.shallow_path, path)
        return replace(self.below(path), shallow_path=shallow)

    def named(self, path: str) -> Scope:
        """A `namespace` with this path: in the block of a resource it belongs to one of them."""
        nested = self.nested() if self.level in ("resources", "resource") else self
        return nested.outer(path)

    def nested(self) -> Scope:
        """What belongs to one of the resources around."""
        if self.resource is None:
            return self
        begins = self.shallow_path if self.shallow else self.path
        return replace(self, level="nested", path=joined(begins, self.resource.nested))

    def member(self) -> Scope:
        """One of the resources around."""
        if self.resource is None:
            return self
        begins = self.shallow_path if self.shallow else self.path
        return replace(self, level="member", path=joined(begins, self.resource.member))

    def collection(self) -> Scope:
        """All of the resources around."""
        if self.resource is None:
            return self
        return replace(self, level="collection", path=joined(self.path, self.resource.path))

    def fresh(self) -> Scope:
        """One of them that is to be."""
        own = self.collection()
        return replace(own, level="new", path=joined(own.path, dict(self.names).get("new", "new")))

    def inside(self, resource: Around) -> Scope:
        """The block of a resource."""
        level: Level = "resource" if resource.single else "resources"
        return replace(
            self, resource=resource, level=level, depth=self.depth + 1,
            controller=resource.controller, only=None, without=frozenset(),
        )  # fmt: skip

    def place(self, on: str) -> Scope:
        """Where a route of this scope stands: `on` may say it."""
        if on == "member":
            return self.member()
        if on == "collection":
            return self.collection()
        if on == "new":
            return self.fresh()
        if self.level == "resources":
            return self.nested()
        return self.member() if self.level == "resource" else self

    def handler(self, controller: str, action: str) -> str:
        """The handler as "Api.V1.UsersController.show"."""
        if not controller or not action:
            return ""
        own = controller.lstrip("/")
        whole = own if controller.startswith("/") else "/".join((*self.module, own))
        return f"{camelize(whole)}Controller.{action}"


def joined(*parts: str) -> str:
    """Parts of a path with one slash between them, without one at the end."""
    return "/" + "/".join(each for part in parts for each in (part.strip("/"),) if each)


def openapi(path: str) -> tuple[str, ...]:
    """The forms of a path as OpenAPI writes them: with and without what is optional at its end;
    what is optional before other parts is left out, a format always."""
    path = _FORMAT.sub("", path)
    forms = [path]
    while (group := _LAST.search(forms[-1])) is not None:
        forms.append(forms[-1][: group.start()] + group[1])
    found = (_PARAMETER.sub(r"{\1}", _filled(form)) for form in forms)
    return tuple(dict.fromkeys(joined(each) for each in found))


def _opening(path: str) -> int:
    """Where the group at the end begins."""
    depth = 0
    for at in range(len(path) - 1, -1, -1):
        depth += (path[at] == ")") - (path[at] == "(")
        if depth == 0:
            return at
    return 0


def _filled(path: str) -> str:
    """A path with the optional parts at its end written out and those before left out."""
    if path.endswith(")"):
        at = _opening(path)
        while path[:at].endswith(")"):
            at = _opening(path[:at])
        before, tail = path[:at], path[at:]
        return _without(before) + tail.replace("(", "").replace(")", "")
    return _without(path)


def _without(path: str) -> str:
    while True:
        shorter = re.sub(r"\([^()]*\)", "", path)
        if shorter == path:
            return path
        path = shorter
