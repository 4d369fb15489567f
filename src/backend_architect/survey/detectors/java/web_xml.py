"""Deployment descriptors: which servlet answers which path.

Recognises: `servlet` with `servlet-mapping`; the servlets of Jersey, RESTEasy and CXF, whose
pattern stands before all resources.
Versions seen: Servlet 2.2 to 6.
Not recognised: servlets of libraries that serve by rules of their own, patterns of file endings,
`web-fragment.xml`.
Documentation: https://jakarta.ee/specifications/servlet/6.0/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Fact,
    GlobalPrefix,
    Literally,
    Route,
    Router,
    Unresolved,
)
from backend_architect.survey.idioms.xml_lines import Element, Unreadable, read

_RESOURCES = re.compile(
    r"ServletContainer\Z|HttpServletDispatcher\Z|HttpServlet30Dispatcher\Z|ws\.rs\.core\.Application\Z"
    r"|CXFNonSpringJaxrsServlet\Z|CXFServlet\Z|RestServlet\Z"
)
_OTHERS = re.compile(r"(?:org\.(?:springframework|apache|eclipse|glassfish|h2|jboss)|com\.sun)\.")
_ROUTER = "(web.xml)"


@detector(paths=("web.xml",))
def web_xml(match: Match) -> Iterator[Fact]:
    """A route for each mapping of a servlet of the program's own."""
    try:
        root = read(match.source.data)
    except Unreadable as trouble:
        lines = (trouble.line, trouble.line)
        reason = "It has a document type, or is not well-formed."
        yield Unresolved(lines=lines, what="web.xml", reason=reason, kind="unparsed")
        return
    classes = {e.value("servlet-name"): e.value("servlet-class") for e in root.all("servlet")}
    said = [f for e in root.all("servlet-mapping") for f in _mapped(e, classes)]
    if any(isinstance(fact, Route) for fact in said):
        lines = root.first, root.first
        yield Router(lines=lines, name=_ROUTER, framework="servlet", root=True)
    yield from said


def _mapped(each: Element, classes: dict[str, str]) -> Iterator[Fact]:
    name = each.value("servlet-name")
    kind = classes.get(name) or name
    for pattern in each.all("url-pattern"):
        text = pattern.text.strip()
        if _RESOURCES.search(kind):
            yield from _before_resources(pattern, text)
        elif kind in classes.values() and not _OTHERS.match(kind) and text.startswith("/"):
            yield Route(
                lines=each.lines, router=_ROUTER, methods=("ANY",), framework="servlet",
                path=Literally(text=re.sub(r"/\*\Z", "/{wildcard}", text)),
                name=f"servlet {kind.rpartition('.')[2].replace('$', '.')}",
            )  # fmt: skip


def _before_resources(pattern: Element, text: str) -> Iterator[GlobalPrefix]:
    prefix = text.rstrip("*").strip("/")
    if prefix:
        yield GlobalPrefix(
            lines=pattern.lines, prefix=Literally(text=f"/{prefix}"), framework="jax-rs",
            inner=True,
        )  # fmt: skip
