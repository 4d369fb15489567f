"""Texts with blanks: paths and methods that a function builds of what its callers give it.

`func (s *Server) get(path string, h Handler) { s.router.GET("/api"+path, h) }` registers a route
for each of its calls. A `Template` holds the parameter as a blank; what callers give fills it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from backend_architect.survey.assemble.ground import Ground, Seen
from backend_architect.survey.facts import (
    Definition,
    Expression,
    Given,
    Handover,
    Joined,
    Made,
    Name,
)
from backend_architect.survey.resolution import Symbol

#: Texts and blanks, one after the other; a blank is the symbol of a parameter or a field.
Template: TypeAlias = "tuple[str | Symbol, ...]"

#: What blanks are filled with.
Filling: TypeAlias = Mapping[Symbol, "Template"]

#: How many calls of calls are followed, and how many ways to fill one text are kept.
LEVELS = 4
WAYS = 400


def template(
    ground: Ground, path: str, expression: Expression, scope: str, steps: int = 8
) -> Template | None:
    """What an expression says, with blanks for parameters; None if it cannot be known."""
    text = ground.symbols.text(path, expression, scope)
    if text is not None:
        return (text,)
    if steps <= 0:
        return None
    if isinstance(expression, Joined):
        parts = [template(ground, path, part, scope, steps - 1) for part in expression.parts]
        return None if None in parts else tuple(piece for part in parts for piece in part or ())
    if isinstance(expression, Made):
        return _given_path(ground, path, expression, scope, steps)
    symbol = (
        ground.resolve(path, expression.dotted, scope) if isinstance(expression, Name) else None
    )
    definition = ground.symbols.definition(symbol)
    if symbol is None or definition is None:
        return None
    if definition.value is not None:
        around = definition.name.rpartition(".")[0]
        return template(ground, symbol.path, definition.value, around, steps - 1)
    blank = definition.kind in ("parameter", "field")
    return (Symbol(symbol.path, definition.name),) if blank else None


def _given_path(ground: Ground, path: str, made: Made, scope: str, steps: int) -> Template | None:
    """The one path a function is given: `base_uri("/api/v1")`, `scoped("/login")`.

    Such a function puts something before it that the program's settings say; see `tell_assumed`.
    """
    given = [template(ground, path, each, scope, steps - 1) for each in made.arguments]
    paths = [each for each in given if each and str(each[0]).startswith("/")]
    return paths[0] if len(paths) == 1 else None


def tell_assumed(ground: Ground, seen: Seen, line: int, path: Expression) -> None:
    """A gap for a path that was taken for what a function makes of it."""
    if isinstance(path, Joined):
        for part in path.parts:
            tell_assumed(ground, seen, line, part)
    elif isinstance(path, Made) and path.arguments:
        reason = "What the function adds to the path it is given is not known."
        ground.gap(seen, line, f"path of {path.callee}", reason)


def known_part(ground: Ground, path: str, expression: Expression, scope: str) -> Template:
    """What is known of a text that is not known as a whole."""
    parts = expression.parts if isinstance(expression, Joined) else ()
    known = (template(ground, path, part, scope) or () for part in parts)
    return tuple(piece for text in known for piece in text)


def filled(text: Template, filling: Filling) -> Template:
    """The text with the blanks filled that the filling knows."""
    if not any(isinstance(part, Symbol) for part in text):
        return text
    pieces: list[str | Symbol] = []
    for part in text:
        pieces.extend(filling.get(part, (part,)) if isinstance(part, Symbol) else (part,))
    return tuple(pieces)


def blank_of(*texts: Template) -> Symbol | None:
    """The first blank of texts."""
    return next((part for text in texts for part in text if isinstance(part, Symbol)), None)


def plain(text: Template) -> str:
    """A text without blanks."""
    return "".join(part for part in text if not isinstance(part, Symbol))


class Calls:
    """The calls of each function of the repository that may fill its blanks."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._calls: dict[Symbol, list[tuple[Seen, Given]]] = {}
        for seen, given in ground.facts(Given):
            symbol = ground.symbols.element(seen.path, given.callee, given.scope)
            definition = ground.symbols.definition(symbol)
            if symbol is not None and definition is not None:
                target = Symbol(symbol.path, definition.name)
                self._calls.setdefault(target, []).append((seen, given))

    def filling(
        self, seen: Seen, call: Given | Handover, function: Symbol
    ) -> dict[Symbol, Template]:
        """What one call puts into a function's blanks."""
        definition = self._ground.symbols.definition(function)
        names = call.names if isinstance(call, Given) else ()
        known = names or (self._names(function, definition) if definition is not None else ())
        found: dict[Symbol, Template] = {}
        for name, argument in zip(known, call.arguments, strict=False):
            said = template(self._ground, seen.path, argument, call.scope)
            if said is not None:
                found[Symbol(function.path, f"{function.name}.{name}")] = said
        return found

    def given(self, blank: Symbol) -> Iterator[tuple[Seen, Given, Expression]]:
        """What callers give as this parameter, with the calls."""
        owner = Symbol(blank.path, blank.name.rpartition(".")[0])
        definition = self._ground.symbols.definition(owner)
        names = self._names(owner, definition) if definition is not None else ()
        own = blank.name.rpartition(".")[2]
        for seen, call in self._calls.get(owner, ())[:WAYS]:
            for name, argument in zip(call.names or names, call.arguments, strict=False):
                if name == own:
                    yield seen, call, argument

    def _names(self, function: Symbol, definition: Definition) -> tuple[str, ...]:
        """The parameters of a function, or the fields of a class in their order."""
        if definition.kind != "class":
            return definition.parameters
        of_file = self._ground.symbols.defined(function.path)
        own = [d for d in of_file if d.kind == "field" and d.scope == definition.name]
        ordered = sorted(own, key=lambda d: d.lines)
        return tuple(d.name.rpartition(".")[2] for d in ordered)

    def all_filled(
        self, texts: tuple[Template, ...], levels: int = LEVELS
    ) -> Iterator[tuple[str, ...]]:
        """The texts with every blank filled, once for each call that does so."""
        blank = blank_of(*texts)
        if blank is None:
            yield tuple(plain(text) for text in texts)
            return
        owner = Symbol(blank.path, blank.name.rpartition(".")[0])
        for seen, call in self._calls.get(owner, ())[:WAYS] if levels else ():
            filling = self.filling(seen, call, owner)
            if blank in filling:
                yield from self.all_filled(
                    tuple(filled(text, filling) for text in texts), levels - 1
                )
