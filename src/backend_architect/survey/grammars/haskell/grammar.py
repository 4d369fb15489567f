"""Haskell, by its layout: imports, and the names of types and functions.

Routes stand in types, in quasi-quotes and in plain calls; the declarations' texts are enough for
them, so there is no tree. Local definitions and calls are not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import Definition, Fact, Import, Literally
from backend_architect.survey.grammars.haskell.declarations import Declaration, declarations
from backend_architect.survey.grammars.nodeless import NodelessGrammar

_IMPORT = re.compile(
    r"import\s+(?:safe\s+)?(?P<before>qualified\s+)?(?:\"[^\"]*\"\s+)?(?P<module>[A-Z][\w.']*)"
    r"(?P<after>\s+qualified)?(?:\s+as\s+(?P<alias>[A-Z][\w.']*))?"
    r"\s*(?P<hiding>hiding\s*)?(?:\((?P<names>.*)\))?\s*\Z",
    re.DOTALL,
)
_NAMED = re.compile(r"[A-Za-z_][\w']*(?:\s*\([^()]*\))?")
_TYPE = re.compile(r"(?:type|data|newtype|class)\s+(?:(?:family|instance)\s+)?([A-Z][\w']*)")
_FUNCTION = re.compile(r"([a-z_][\w']*)")
_TEXT = re.compile(r"[a-z_][\w']*\s*=\s*\"((?:\\.|[^\"\\])*)\"\s*\Z")
_KEYWORDS = frozenset(
    ("module", "import", "type", "data", "newtype", "class", "instance", "infix", "infixl",
     "infixr", "deriving", "default", "foreign", "pattern")
)  # fmt: skip


def _say(source: Source) -> Iterator[Fact]:
    known: set[str] = set()
    for each in declarations(source.text):
        if each.head == "import":
            yield from _imports(each)
        else:
            yield from _definitions(each, known)


@cache
def grammar(slug: str) -> NodelessGrammar:
    """The one grammar of this module."""
    return NodelessGrammar(slug, _say)


def _imports(declaration: Declaration) -> Iterator[Import]:
    match = _IMPORT.match(declaration.text)
    if match is None:
        return
    module, lines = match["module"], declaration.lines
    yield Import(lines=lines, local=module, module=module)
    if match["alias"]:
        yield Import(lines=lines, local=match["alias"], module=module)
    if match["before"] or match["after"]:
        return
    if match["names"] is None or match["hiding"]:
        yield Import(lines=lines, local="*", module=module, name="*")
        return
    for each in _NAMED.findall(match["names"]):
        name = each.partition("(")[0].strip()
        if name != "type":
            yield Import(lines=lines, local=name, module=module, name=name)


def _definitions(declaration: Declaration, known: set[str]) -> Iterator[Definition]:
    """A type or a function, once: a function's signature and its clauses are several."""
    typed = _TYPE.match(declaration.text)
    match = typed or _FUNCTION.match(declaration.text)
    name = match.group(1) if match is not None else ""
    if not name or name in known or name in _KEYWORDS:
        return
    value = _TEXT.match(declaration.text)
    if "::" in declaration.text.partition("=")[0] and not typed and value is None:
        return  # the signature; what follows defines it
    known.add(name)
    yield Definition(
        lines=declaration.lines, name=name,
        kind="class" if typed else "value" if value else "function",
        value=Literally(text=value.group(1)) if value else None,
    )  # fmt: skip
