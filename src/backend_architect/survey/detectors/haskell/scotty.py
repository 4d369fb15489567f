"""Scotty and Spock: routes.

Recognises: `get "/users/:id" $ ...` and its like in modules that import Scotty, `(capture "/x")`,
`(literal "/x")`, `addroute GET "/x"`, `matchAny`; Spock's `get ("users" <//> var)`, `root`,
`subcomponent "api" $ do ...` by indentation.
Versions seen: Scotty 0.11 to 0.22, Spock 0.13.
Not recognised: paths of regular expressions and functions (a gap), prefixes made at run time.
Documentation: https://hackage.haskell.org/package/scotty/docs/Web-Scotty.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Literally, Route, Router, Unresolved
from backend_architect.survey.grammars.haskell.declarations import Declaration, declarations

_CALL = re.compile(
    r"(?m)(?<![\w'.])(?:[A-Z]\w*\.)*(?:(?P<verb>get|post|put|patch|delete|options|matchAny|hookAny)"
    r"|addroute\s+(?P<method>[A-Z]+)|subcomponent\s+(?=\"))\s*"
    r"(?P<path>\"(?:\\.|[^\"\\])*\"|\((?:[^()]|\([^()]*\))*\)|root\b|(?:regex|function)\b)"
    r"\s*(?:\$\s*(?!do\b))?(?P<handler>[a-z][\w'.]*)?"
)
_TEXT = re.compile(r"\"((?:\\.|[^\"\\])*)\"")
_COLON = re.compile(r"(?<=/):(\w+)")
_ROUTER = "routes"


@detector(language="haskell", anchors=("Scotty", "Spock"))
def scotty(match: Match) -> Iterator[Fact]:
    """The routes of a module, each with its whole path."""
    text = match.source.text
    if not re.search(r"import\s+(?:qualified\s+)?Web\.(?:Scotty|Spock)", text):
        return
    framework = "spock" if "Web.Spock" in text else "scotty"
    yield Router(lines=(1, 1), name=_ROUTER, framework=framework, root=True)
    for each in declarations(text):
        if each.head != "import" and '"' in each.text:
            yield from _routes(each, framework)


def _routes(declaration: Declaration, framework: str) -> Iterator[Fact]:
    below: list[tuple[int, str]] = []
    for call in _CALL.finditer(declaration.text):
        column = call.start() - (declaration.text.rfind("\n", 0, call.start()) + 1)
        while below and column <= below[-1][0]:
            below.pop()
        line = declaration.line_of(call.start())
        path = _path(call["path"])
        if not call["verb"] and not call["method"]:
            below.append((column, path or ""))
            continue
        if path is None:
            yield Unresolved(lines=(line, line), what=f"route {call['verb']}",
                             reason="Its path is a pattern that the program makes.")  # fmt: skip
            continue
        method = call["method"] or call["verb"].upper()
        whole = "".join((*(prefix for _, prefix in below), path))
        yield Route(
            lines=(line, line), router=_ROUTER, handler=call["handler"] or "", framework=framework,
            methods=("ANY" if method in ("MATCHANY", "HOOKANY") else method,),
            path=Literally(text=whole or "/"),
        )  # fmt: skip


def _path(written: str) -> str | None:
    """`"/x/:id"`, `(capture "/x")`, `("x" <//> var)`, `root`; None for a pattern."""
    if written == "root":
        return "/"
    if re.match(r"\(?\s*(?:regex|function)\b", written):
        return None
    if "<//>" in written:
        return "".join(f"/{part}" for part in _segments(written))
    found = _TEXT.search(written)
    if found is None:
        return None
    text = _COLON.sub(r"{\1}", found.group(1))
    return text if text.startswith("/") or not text else f"/{text}"


def _segments(written: str) -> Iterator[str]:
    for number, part in enumerate(written.strip("()").split("<//>")):
        text = _TEXT.search(part)
        yield text.group(1).strip("/") if text is not None else f"{{p{number}}}"
