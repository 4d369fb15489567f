"""Paths, methods and guards as Symfony's routing and security write them.

Source: https://symfony.com/doc/current/routing.html, https://symfony.com/doc/current/security.html
"""

from __future__ import annotations

import re

from tree_sitter import Node

from backend_architect.survey.facts import Expression, Guard, Joined, Literally, Opaque
from backend_architect.survey.grammars.php.text import field_of, own_name
from backend_architect.survey.idioms.php.annotations import Annotation
from backend_architect.survey.idioms.php.chains import LIMIT

#: What the routes of configuration files hang on.
ROUTER = "routes"

_PARAMETER = re.compile(r"\{!?(\w+)(?::[\w.]+)?(?:<(?:[^<>]|<[^<>]*>)*>)?(?:\?[^{}]*)?\}")
_FORMAT = re.compile(r"(?:\.\{_format\}|\{\._format\})\Z")
_ROLE = re.compile(r"[\"']([A-Z][A-Z_0-9]+)[\"']")


def plain(path: Expression) -> Expression:
    """The path with `{id<\\d+>}`, `{page?1}`, `{post:slug}` as `{id}`, `{page}`, `{post}`, and
    without an optional format at its end."""
    if isinstance(path, Joined):
        return Joined(parts=tuple(plain(part) for part in path.parts))
    if isinstance(path, Literally):
        return Literally(text=plain_text(path.text))
    return path


def plain_text(path: str) -> str:
    """See `plain`."""
    return _FORMAT.sub("", _PARAMETER.sub(r"{\1}", path))


def paths_of(annotation: Annotation) -> list[Expression]:
    """The paths of a route: one, one for each language, or none said, which is the empty path."""
    for key in ("path", "", "value"):
        said = annotation.said.get(key)
        if said is not None and not isinstance(said, Opaque):
            return [plain(said)]
        if annotation.texts.get(key):
            return [plain(Literally(text=text)) for text in annotation.texts[key]]
    return [Literally(text="")]


def methods_of(annotation: Annotation) -> tuple[str, ...]:
    """The methods a route is for; any where it says none."""
    found = [m.upper() for text in annotation.list("methods") for m in re.split(r"[|,\s]+", text)]
    wanted = [m for m in found if m and m not in ("HEAD", "OPTIONS")]
    return tuple(dict.fromkeys(wanted)) or ("ANY",)


def guards_of(annotations: tuple[Annotation, ...]) -> tuple[Guard, ...]:
    """The roles that `IsGranted` and `Security` ask for."""
    found: list[Guard] = []
    for each in annotations:
        if each.name == "IsGranted":
            found.extend(role(text) for text in (each.list("", "attribute") or ("is_granted",))[:1])
        elif each.name == "Security":
            for text in each.list("", "expression"):
                found.extend(role(name) for name in _ROLE.findall(text))
    return tuple(dict.fromkeys(found))


def role(name: str) -> Guard:
    """The guard that asks for a role or attribute; being known at all is authentication."""
    known = name.startswith(("IS_AUTHENTICATED", "IS_REMEMBERED")) or name == "ROLE_USER"
    return Guard(name=name, role="authentication" if known else "authorization")


def class_around(node: Node) -> Node | None:
    """The class a method stands in."""
    above = node.parent
    for _ in range(LIMIT):
        if above is None or above.type in ("class_declaration", "trait_declaration"):
            return above
        above = above.parent
    return None


def has_invoke(owner: Node) -> bool:
    """Whether the objects of a class can be called."""
    body = field_of(owner, "body")
    members = body.named_children if body is not None else ()
    return any(m.type == "method_declaration" and own_name(m) == "__invoke" for m in members)


def is_abstract(owner: Node) -> bool:
    """Whether a class is no service by itself."""
    kinds = (child.type for child in owner.named_children)
    return owner.type == "trait_declaration" or "abstract_modifier" in kinds
