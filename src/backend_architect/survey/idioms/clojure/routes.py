"""What Compojure and Reitit have in common: paths, handlers, where routes are written."""

from __future__ import annotations

import re

from backend_architect.survey.facts import Expression, Joined, Literally, Name, Opaque
from backend_architect.survey.grammars.clojure.reader import Form

#: Methods by Ring's keywords.
KEYWORDS = (":get", ":post", ":put", ":patch", ":delete", ":head", ":options")

_PARAMETER = re.compile(
    r"(?<=/):([\w-]+)(?:\{[^}]*\})?|(?<=/)\*+([\w-]*)|\{\*?([\w-]+)(?::[^}]*)?\}"
)
#: Forms whose head answers nothing itself.
_CORE = frozenset(
    ("->", "->>", "if", "let", "do", "when", "cond", "fn", "fn*", "and", "or", "case", "try",
     "if-let", "when-let", "constantly", "comp", "partial", "wrap-routes", "some->", "doto")
)  # fmt: skip


def path_of(form: Form) -> Expression:
    """A path as OpenAPI writes it: `/users/:id` is `/users/{id}`; `(str base "/x")` is joined."""
    if form.kind == "string":
        return Literally(text=_PARAMETER.sub(_braced, form.text))
    if form.kind == "vector" and form.inner:  # Compojure: ["/users/:id" :id #"[0-9]+"]
        return path_of(form.inner[0])
    if form.kind == "symbol":
        return Name(dotted=dotted(form.text))
    if form.name == "str":
        return Joined(parts=tuple(path_of(each) for each in form.inner[1:]))
    return Opaque(source=form.head or form.kind)


def _braced(match: re.Match[str]) -> str:
    name = next((group for group in match.groups() if group), "path")
    return f"{{{name.replace('-', '_')}}}"


def dotted(symbol: str) -> str:
    """`order/routes` as `order.routes`."""
    return symbol.lstrip("#'").replace("/", ".") if symbol != "/" else ""


def handler_of(form: Form | None) -> str:
    """The function that answers: a symbol, the one that a list calls, or ""."""
    if form is None:
        return ""
    if form.kind == "symbol":
        return dotted(form.text)
    if form.kind in ("list", "function") and form.inner:
        first = form.inner[0]
        return dotted(first.text) if first.kind == "symbol" and first.text not in _CORE else ""
    return ""


def defined(form: Form) -> tuple[str, tuple[Form, ...]]:
    """The name and the body of a top-level `def...`, "" for any other form."""
    if form.name.startswith("def") and len(form.inner) > 2 and form.inner[1].kind == "symbol":
        return form.inner[1].text, form.inner[2:]
    return "", ()


def start(form: Form) -> tuple[int, int]:
    """The line a long form begins at."""
    return form.lines[0], form.lines[0]
