"""Reading FastAPI's words: dependencies, status codes, paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Source, node_text
from backend_architect.survey.facts import Expression, Guard, Joined, Literally
from backend_architect.survey.idioms.guards import guard
from backend_architect.survey.idioms.python.calls import arguments, callee, dotted, elements, last

if TYPE_CHECKING:
    from tree_sitter import Node

#: What makes an application or a router; subclasses are recognised by the ending of their name.
MAKERS = re.compile(r"(?:^|\.)(?:\w*APIRouter|InferringRouter|\w*FastAPI)$")

_OTHERS = re.compile(rb"^\s*(?:from|import)\s+(?:flask|sanic|quart|bottle|aiohttp|falcon|ninja"
                     rb"|robyn|pyramid|cornice|masonite)\b",
                     re.MULTILINE)  # fmt: skip
_OWN = re.compile(rb"^\s*(?:from|import)\s+(?:fastapi|starlette)", re.MULTILINE)
_CONVERTER = re.compile(r"\{(\w+):\w+\}")
_STATUS = re.compile(r"(?:HTTP_?)?([1-5]\d\d)")


def foreign(source: Source) -> bool:
    """True for a file that imports another framework with the same decorators, and not FastAPI."""
    return bool(_OTHERS.search(source.data)) and not _OWN.search(source.data)


def open_path(path: Expression) -> Expression:
    """The path in OpenAPI's form: `{file:path}` is `{file}`."""
    if isinstance(path, Literally):
        return Literally(text=_CONVERTER.sub(r"{\1}", path.text))
    if isinstance(path, Joined):
        return Joined(parts=tuple(open_path(part) for part in path.parts))
    return path


def status(node: Node | None) -> int | None:
    """The status code in `201` or `status.HTTP_201_CREATED`."""
    match = _STATUS.search(node_text(node)) if node is not None else None
    return int(match.group(1)) if match else None


def dependency(node: Node | None) -> str:
    """The name of what `Depends(...)` or `Security(...)` asks for, or ""."""
    if last(callee(node)) not in ("Depends", "Security", "Inject") or node is None:
        return ""
    wanted = arguments(node).get("dependency", 0)
    if wanted is None:
        return ""
    return callee(wanted) if wanted.type == "call" else dotted(wanted)


def dependency_guards(listed: Node | None) -> Iterator[Guard]:
    """The guards of `dependencies=[Depends(...), ...]`."""
    for each in elements(listed):
        name = "" if is_lenient(each) else dependency(each)
        if name and last(callee(each)) == "Security":
            yield Guard(name=name, role="authentication")
        elif name:
            yield guard(name)


def is_lenient(asked: Node | None) -> bool:
    """True for a dependency that lets callers without credentials pass too."""
    wanted = arguments(asked).get("dependency", 0) if asked is not None else None
    if wanted is None:
        return False
    if "optional" in node_text(wanted).lower():
        return True
    given = arguments(wanted) if wanted.type == "call" else None
    return given is not None and (given.is_false("required") or given.is_true("optional"))
