"""net/http: routes on a ServeMux.

Recognises: `http.NewServeMux` kept in variables and fields, parameters and fields of type
`*http.ServeMux`, the default mux (`http.HandleFunc`); `HandleFunc` and `Handle` with plain patterns
and with those of Go 1.22 ("GET /items/{id}", "/files/{path...}", "/{$}", a host before the path);
the functions wrapped around a handler, as its guards; a mux mounted below a path with
`http.StripPrefix`.
Versions seen: Go 1.11 to 1.25.
Not recognised: file servers and redirects (no operations); routers of other libraries that call
their methods alike (their routers resolve to nothing); methods told apart inside a handler.
Documentation: https://pkg.go.dev/net/http#ServeMux
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Joined,
    Literally,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.go.text import dotted
from backend_architect.survey.idioms.go import routers
from backend_architect.survey.idioms.go.handlers import (
    NO_OPERATIONS,
    is_elsewhere,
    kept,
    stripped,
    unwrapped,
)
from backend_architect.survey.idioms.go.kept_texts import is_with_method, kept_text
from backend_architect.survey.idioms.go.routes import is_path
from backend_architect.survey.idioms.go.routing import (
    EMPTY,
    Dialect,
    arguments_of,
    plain_guard,
    query,
    reach,
    reference,
    scope_of,
    short_lines,
)

DEFAULT = "http.DefaultServeMux"
_PATTERN = re.compile(r"(?:(?P<method>[A-Z]+)\s+)?(?P<host>[^/\s]*)(?P<path>/.*)?\Z", re.DOTALL)
_PARAMETER = re.compile(r"\{(\w+)(?:\.\.\.)?\}")


def _form(path: str) -> str:
    return _PARAMETER.sub(r"{\1}", path).replace("/{$}", "/")


DIALECT = Dialect(
    framework="net/http",
    package="net/http",
    makers=("http.NewServeMux",),
    types=("http.ServeMux",),
    verbs={"HandleFunc": ("ANY",), "Handle": ("ANY",)},
    form=_form,
    roles=plain_guard,
    grouping=(),
)


@detector(
    language="go",
    anchors=("HandleFunc(", ".Handle(", "http.NewServeMux", *DIALECT.types),
    query=query(DIALECT),
)
def net_http(match: Match) -> Iterator[Fact]:
    """Say what this match tells about a ServeMux."""
    if match.node("route") is not None:
        yield from _registered(match)
    elif match.node("use") is None and match.node("passed") is None:
        yield from routers.events(match, DIALECT)


def _registered(match: Match) -> Iterator[Fact]:
    call, operand = match.nodes("route")[0], match.nodes("router")[0]
    if call.parent is not None and call.parent.type == "selector_expression":
        return  # a ServeMux answers nothing that could be called: another library's router
    given = arguments_of(call)
    router = reference(reach(operand, DIALECT).base)
    whole = len(given) == 2  # pattern and handler
    asked, said = _method(kept_text(given[0])) if whole else (None, EMPTY)
    pattern = _split(said) if whole and (asked is not None or is_path(given[0])) else None
    if pattern is None or not router:
        return
    lines = short_lines(call, match.node("verb"), given[1])
    if router == "http":
        router = DEFAULT
        yield Router(lines=lines, name=DEFAULT, framework="net/http", root=True)
    served = kept(given[1])
    inner = stripped(served)
    if inner is not None and dotted(inner[1]):
        child = Name(dotted=reference(inner[1]))
        yield Mount(
            lines=lines, scope=scope_of(call), parent=router, child=child, prefix=pattern[1]
        )
        return
    guards, handler = unwrapped(given[1])
    if not is_elsewhere(served) and handler not in NO_OPERATIONS:
        yield Route(
            lines=lines,
            scope=scope_of(call),
            router=router,
            methods=() if asked is not None else (pattern[0] or "ANY",),
            method=asked,
            path=pattern[1],
            handler=handler,
            framework="net/http",
            guards=guards,
        )


def _method(pattern: Expression) -> tuple[Expression | None, Expression]:
    """The method of `method + " " + path` by its name, and the rest of the pattern."""
    if not isinstance(pattern, Joined) or not is_with_method(pattern):
        return None, pattern
    asked, gap, *others = pattern.parts
    rest = gap.text.lstrip(" ") if isinstance(gap, Literally) else ""
    after = (*((Literally(text=rest),) if rest else ()), *others)
    return asked, after[0] if len(after) == 1 else Joined(parts=after)


def _split(pattern: Expression) -> tuple[str, Expression] | None:
    """Method and path of a pattern, None where it is no text."""
    if isinstance(pattern, Name) and "." not in pattern.dotted:
        return ("", pattern)
    first = pattern.parts[0] if isinstance(pattern, Joined) else pattern
    if not isinstance(first, Literally):
        return ("", pattern) if isinstance(pattern, Joined) else None
    found = _PATTERN.match(first.text)
    if found is None or (found["path"] is None and not isinstance(pattern, Joined)):
        return None
    head = Literally(text=_form(found["path"] or ""))
    rest = pattern.parts[1:] if isinstance(pattern, Joined) else ()
    shaped = tuple(
        Literally(text=_form(part.text)) if isinstance(part, Literally) else part for part in rest
    )
    parts = (head, *shaped) if head.text else shaped
    return found["method"] or "", Joined(parts=parts) if shaped else head
