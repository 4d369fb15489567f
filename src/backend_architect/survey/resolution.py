"""What a name in one file refers to in another: imports, constants, types, base classes.

Light on purpose: names are followed through imports, re-exports, declared types and constructor
calls, a bounded number of steps; nothing is executed. What cannot be followed is None, and whoever
asked says so as a gap.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple, Protocol, cast

from backend_architect.survey.facts import (
    Call,
    Definition,
    Expression,
    Fact,
    Import,
    Joined,
    Literally,
    Made,
    Name,
)
from backend_architect.survey.grammars import ENDINGS, language_of
from backend_architect.survey.places import Places, shared
from backend_architect.survey.resolve import play

#: Longest chain of imports, aliases and types that is followed.
STEPS = 24

#: What stands before the type of the elements of a list or map in Go.
_LISTS = re.compile(r"(?:\[\d*\]|map\[[\w.]+\]|\*)+")

#: Languages whose types and extension methods are known by their own names in every file.
EVERYWHERE = ("csharp",)

#: First words of a dotted name that mean the object itself.
SELF = ("self", "this", "cls")


class Symbol(NamedTuple):
    """A definition: the file and the qualified name in it. `name` "" is the file as a module."""

    path: str
    name: str


class Language(Protocol):
    """What `resolve/<language>.py` offers."""

    def locate(self, module: str, importer: str, places: Places) -> tuple[str, ...]:
        """The files an import of `module` in `importer` may mean."""

    def implicit(self, path: str, places: Places) -> tuple[str, ...]:
        """Other files whose top-level names are visible in `path` without an import."""


class _Unparsed:
    """Files that are no program text (a Prisma schema, SQL): they import nothing, but for the route
    files of Play."""

    def locate(self, module: str, importer: str, places: Places) -> tuple[str, ...]:
        return play.locate(module, importer, places)

    def implicit(self, *_: object) -> tuple[str, ...]:
        return ()


@cache
def _language(slug: str) -> Language:
    modules = {known: name for name, known in ENDINGS.values()}
    if slug not in modules:
        return _Unparsed()
    return cast("Language", importlib.import_module(f"{__package__}.resolve.{modules[slug]}"))


@cache
def _autoload(slug: str) -> Callable[[str, str, Places], tuple[str, ...]] | None:
    """How a language finds the files of a constant by its name, for those that do."""
    found: Callable[[str, str, Places], tuple[str, ...]] | None
    found = getattr(_language(slug), "named", None)
    return found


class Symbols:
    """All definitions and imports of a repository, looked up by name.

    `load` gives the symbols of a file; it is asked at most once per file, and only for files that
    somebody asks about. `read` are the files that detectors wanted.
    """

    def __init__(
        self, read: Iterable[str], places: Places, load: Callable[[str], Iterable[Fact]]
    ) -> None:
        self._read = tuple(sorted(read))
        self._places = places
        self._load = load
        self._definitions: dict[str, dict[str, Definition]] = {}
        self._imports: dict[str, dict[str, list[Import]]] = {}
        self._located: dict[tuple[str, str], tuple[str, ...]] = {}
        self._siblings: dict[str, tuple[str, ...]] = {}
        self._calls: dict[str, dict[str, list[Call]]] = {}
        self._asked: set[tuple[str, str]] = set()
        self._found: dict[tuple[str, str, str, int], Symbol | None] = {}
        self._by_name: dict[str, dict[str, list[Symbol]]] = {}

    def _take(self, path: str, fact: Fact) -> None:
        if isinstance(fact, Definition):
            own = self._definitions.setdefault(path, {})
            own.setdefault(fact.name, fact)
            if fact.exported:
                own.setdefault(fact.exported, fact)
        elif isinstance(fact, Import):
            self._imports.setdefault(path, {}).setdefault(fact.local, []).append(fact)
        elif isinstance(fact, Call):
            self._calls.setdefault(path, {}).setdefault(fact.scope, []).append(fact)

    def _know(self, path: str) -> None:
        if path not in self._definitions and path not in self._imports:
            self._definitions[path] = {}
            for fact in self._load(path):
                self._take(path, fact)

    def definitions(self, language: str) -> Iterator[tuple[str, Definition]]:
        """The definitions of all files of a language that detectors wanted, by path and line."""
        for path in self._read:
            if language_of(path) == language:
                yield from ((path, definition) for definition in self.defined(path))

    def defined(self, path: str) -> tuple[Definition, ...]:
        """All definitions of a file, in the order they were read."""
        self._know(path)
        return tuple(self._definitions.get(path, {}).values())

    def calls(self, function: Symbol) -> tuple[Call, ...]:
        """The calls a function makes, in the order they were read."""
        self._know(function.path)
        return tuple(self._calls.get(function.path, {}).get(function.name, ()))

    # -- looking up

    def definition(self, symbol: Symbol | None) -> Definition | None:
        """The definition a symbol stands for, or None for an unknown one.

        A module stands for what it exports as itself (`module.exports = router`), if anything.
        """
        if symbol is None:
            return None
        self._know(symbol.path)
        found = self._definitions.get(symbol.path, {}).get(symbol.name or "default")
        return found if symbol.name or (found is not None and found.exported) else None

    def find(self, path: str, dotted: str, scope: str = "", steps: int = STEPS) -> Symbol | None:
        """What `dotted`, written in `path` inside `scope`, refers to; None if that is outside the
        repository or cannot be followed.

        Each question is answered once: bases, types and mixins of one another ask the same ones
        over and over, as often as there are ways between them. Inside an import of everything the
        answer depends on what was asked before, so there it is not kept.
        """
        if steps <= 0 or not dotted:
            return None
        if self._asked:
            return self._find(path, dotted, scope, steps)
        question = (path, dotted, scope, steps)
        if question not in self._found:
            self._found[question] = self._find(*question)
        return self._found[question]

    def _find(self, path: str, dotted: str, scope: str, steps: int) -> Symbol | None:
        self._know(path)
        head, _, rest = dotted.partition(".")
        if head in SELF:
            owner = self._class_around(path, scope)
            found = Symbol(path, owner) if owner else None
        elif (known := self._module_named(path, dotted, steps)) is not None:
            found, rest = known
        else:
            found = self._visible(path, head, scope, steps)
        whole = self._descend(found, rest, steps) if found else None
        return whole or self._autoloaded(path, dotted, scope, steps)

    def _autoloaded(self, path: str, dotted: str, scope: str, steps: int) -> Symbol | None:
        """What a name means in languages that find files by the names of constants: in the
        innermost scope that has such a file."""
        named = _autoload(language_of(path))
        around = scope
        while named is not None and dotted[:1].isupper():
            whole = f"{around}.{dotted}" if around else dotted
            for file in named(whole, path, self._places):
                found = self._longest(file, whole, steps)
                if found is not None:
                    return found
            if not around:
                break
            around = around.rpartition(".")[0]
        return self._named_whole(path, dotted) if named is not None else None

    def _named_whole(self, path: str, dotted: str) -> Symbol | None:
        """The constant of this whole name in any file that was read: programs that require their
        files need not name them after constants. The nearest where there are several."""
        if "." not in dotted or not dotted[:1].isupper():
            return None
        found = self._named(language_of(path)).get(dotted.rpartition(".")[2], ())
        whole = [symbol for symbol in found if symbol.name == dotted]
        return max(whole, key=lambda s: (shared(s.path, path), s), default=None)

    def _longest(self, file: str, dotted: str, steps: int) -> Symbol | None:
        """What `dotted` means in a file that defines it or a beginning of it."""
        self._know(file)
        parts = dotted.split(".")
        for count in range(len(parts), 0, -1):
            name = ".".join(parts[:count])
            if name in self._definitions.get(file, {}):
                return self._descend(Symbol(file, name), ".".join(parts[count:]), steps - 1)
        return None

    def _module_named(self, path: str, dotted: str, steps: int) -> tuple[Symbol, str] | None:
        """The module that Python's `import a.b` makes known as `a.b`, and what follows on it."""
        imports = self._imports.get(path, {})
        parts = dotted.split(".")
        for count in range(len(parts), 1, -1):
            name = ".".join(parts[:count])
            found = self._imported(path, name, steps) if name in imports else None
            if found is not None:
                return found, ".".join(parts[count:])
        return None

    def _class_around(self, path: str, scope: str) -> str:
        while scope:
            definition = self._definitions.get(path, {}).get(scope)
            if definition is not None and definition.kind == "class":
                return scope
            scope = scope.rpartition(".")[0]
        return ""

    def _visible(self, path: str, name: str, scope: str, steps: int) -> Symbol | None:
        """The definition of a plain name: in the scopes around, the file, its imports, and what its
        language lets it see unimported."""
        own = self._definitions.get(path, {})
        around = scope
        while around:
            inner = own.get(f"{around}.{name}")
            # `{ users }` means the users outside
            is_itself = inner is not None and inner.value == Name(dotted=name)
            if inner is not None and not is_itself and not self._hides_members(path, around):
                return Symbol(path, f"{around}.{name}")
            inherited = self._inherited_name(path, around, name, steps)
            if inherited is not None:
                return inherited
            around = around.rpartition(".")[0]
        if name in own:
            return Symbol(path, name)
        return self._imported(path, name, steps) or self._unimported(path, name)

    def _inherited_name(self, path: str, scope: str, name: str, steps: int) -> Symbol | None:
        """A member of a base class, which Scala and Kotlin call by its name alone; of Java's only
        constants are looked for."""
        around = self._definitions.get(path, {}).get(scope)
        if around is None or not around.bases:
            return None
        language = language_of(path)
        if language not in ("scala", "kotlin") and not (language == "java" and name.isupper()):
            return None
        return self._inherited(Symbol(path, scope), around, name, steps - 1) if steps > 0 else None

    def _hides_members(self, path: str, scope: str) -> bool:
        """True for a type of Go: its fields and methods are no names by themselves."""
        around = self._definitions.get(path, {}).get(scope)
        is_class = around is None or around.kind == "class"
        return is_class and language_of(path) == "go"

    def _imported(self, path: str, name: str, steps: int) -> Symbol | None:
        for statement in self._imports.get(path, {}).get(name, []):
            found = self._in_module(path, statement.module, statement.name, steps - 1)
            if found is not None:
                return found
        return self._among_all(path, name, steps)

    def _among_all(self, path: str, name: str, steps: int) -> Symbol | None:
        """A name that an import of everything brings. Modules may import everything of one another
        (`use crate::*`): within one lookup each is asked once."""
        everything = self._imports.get(path, {}).get("*", [])
        if not everything or (path, name) in self._asked:
            return None
        outermost = not self._asked
        self._asked.add((path, name))
        try:
            for statement in everything:
                wanted = name if statement.name == "*" else statement.name.replace(".*", f".{name}")
                found = self._in_module(path, statement.module, wanted, steps - 1)
                if found is not None:
                    return found
            return None
        finally:
            if outermost:
                self._asked.clear()

    def files(self, module: str, importer: str) -> tuple[str, ...]:
        """The files an import of `module` in `importer` may mean."""
        key = (module, importer)
        if key not in self._located:
            language = _language(language_of(importer))
            self._located[key] = language.locate(module, importer, self._places)
        return self._located[key]

    def _implicit(self, path: str) -> tuple[str, ...]:
        """The other files whose names are visible in a file without an import."""
        if path not in self._siblings:
            language = _language(language_of(path))
            self._siblings[path] = language.implicit(path, self._places)
        return self._siblings[path]

    def _in_module(self, importer: str, module: str, name: str, steps: int) -> Symbol | None:
        """`name` of `module`; the module itself for "" """
        files = self.files(module, importer)
        if not name:
            return Symbol(files[0], "") if files else None
        for file in files:
            found = self._exported(file, name, steps)
            if found is not None:
                return found
        if name == "default" and files:  # `import x from` a module that only has members
            return Symbol(files[0], "")
        submodule = f"{module}{name}" if module.endswith(".") else f"{module}.{name}"
        inner = self.files(submodule, importer)
        return Symbol(inner[0], "") if inner else None

    def _exported(self, path: str, name: str, steps: int) -> Symbol | None:
        if steps <= 0:
            return None
        self._know(path)
        if name in self._definitions.get(path, {}):
            return Symbol(path, name)
        if language_of(path) in ("java", "kotlin", "scala"):
            return None  # what a file imports is not known to those that import it
        return self._imported(path, name, steps)

    def _unimported(self, path: str, name: str) -> Symbol | None:
        for file in self._implicit(path):
            self._know(file)
            if name in self._definitions.get(file, {}):
                return Symbol(file, name)
        return self._anywhere(path, name) if language_of(path) in EVERYWHERE else None

    def _anywhere(self, path: str, name: str) -> Symbol | None:
        """A type or extension method by its name alone: in the files called like it, then in all
        that were read; the nearest where there are several."""
        for file in self.files(name, path):
            self._know(file)
            if name in self._definitions.get(file, {}):
                return Symbol(file, name)
        found = self._named(language_of(path)).get(name, ())
        return max(found, key=lambda s: (shared(s.path, path), s), default=None)

    def _named(self, language: str) -> dict[str, list[Symbol]]:
        """The types and extension methods of a language's files that were read, by name."""
        if language not in self._by_name:
            named = self._by_name.setdefault(language, {})
            for path, definition in self.definitions(language):
                if definition.kind == "class" or definition.exported:
                    last = definition.name.rpartition(".")[2]
                    named.setdefault(last, []).append(Symbol(path, definition.name))
        return self._by_name[language]

    def _descend(self, found: Symbol, rest: str, steps: int) -> Symbol | None:
        """The member `rest` of what was found: of a module, a class, or a value's type."""
        if not rest or steps <= 0:
            return found
        head, _, more = rest.partition(".")
        inner = self._member(found, head, steps - 1)
        return self._descend(inner, more, steps - 1) if inner else None

    def _member(self, owner: Symbol, name: str, steps: int) -> Symbol | None:
        if not owner.name:
            return self._of_module(owner, name, steps)
        definition = self.definition(owner)
        if definition is None or steps <= 0:
            return None
        direct = Symbol(owner.path, f"{definition.name}.{name}")
        if self.definition(direct) is not None:
            return direct
        if definition.kind == "class":
            # A method may stand in another file of the class's package (Go).
            beside = self._unimported(owner.path, f"{definition.name}.{name}")
            return beside or self._inherited(owner, definition, name, steps)
        holder = self.type_of(owner, steps)
        return self._member(holder, name, steps - 1) if holder and holder != owner else None

    def _of_module(self, module: Symbol, name: str, steps: int) -> Symbol | None:
        found = self._exported(module.path, name, steps)
        if found is not None:
            return found
        siblings = self._implicit(module.path)
        for file in siblings:
            found = self._exported(file, name, steps)
            if found is not None:
                return found
        return None

    def _inherited(
        self, owner: Symbol, definition: Definition, name: str, steps: int
    ) -> Symbol | None:
        for base in definition.bases:
            parent = self.find(owner.path, base, definition.scope, steps - 1)
            found = self._member(parent, name, steps - 1) if parent and parent != owner else None
            if found is not None:
                return found
        return None

    def function(
        self, path: str, dotted: str, scope: str = "", steps: int = STEPS
    ) -> Symbol | None:
        """The function a name means, through other names for it (`export default list`) and what
        is wrapped around it (`const list = asyncHandler(listOrders)`); None for anything else."""
        symbol = self.find(path, dotted, scope, steps)
        definition = self.definition(symbol)
        if symbol is None or definition is None or steps <= 0:
            return None
        if definition.kind == "function":
            return Symbol(symbol.path, definition.name)
        value, around = definition.value, definition.name.rpartition(".")[0]
        for each in (value, *(value.arguments if isinstance(value, Made) else ())):
            if isinstance(each, Name):
                found = self.function(symbol.path, each.dotted, around, steps - 1)
                if found is not None:
                    return found
        return None

    def type_of(self, symbol: Symbol, steps: int = STEPS) -> Symbol | None:
        """The class of a value: by its declared type, what made it, or what it is another name
        for."""
        definition = self.definition(symbol)
        if definition is None or steps <= 0 or definition.kind == "class":
            return symbol if definition is not None else None
        scope = definition.name.rpartition(".")[0]
        if definition.type:
            found = self.element(symbol.path, definition.type, scope, steps - 1)
            if found == symbol:  # a member that is called like its type (`DbSet<User> User`)
                found = self.find(symbol.path, definition.type, "", steps - 1)
            if found is not None:
                return found
        return self._type_of_value(symbol, definition.value, scope, steps)

    def _type_of_value(
        self, symbol: Symbol, value: Expression | None, scope: str, steps: int
    ) -> Symbol | None:
        if isinstance(value, Name | Made):
            dotted = value.dotted if isinstance(value, Name) else value.callee
            target = self.element(symbol.path, dotted, scope, steps - 1)
            return self.type_of(target, steps - 1) if target and target != symbol else None
        return None

    def element(
        self, path: str, written: str, scope: str = "", steps: int = STEPS
    ) -> Symbol | None:
        """What a type or value means, for a list or map of Go what its elements are."""
        found = self.find(path, _LISTS.sub("", written), scope, steps)
        definition = self.definition(found)
        if found is None or definition is None or definition.kind != "class" or steps <= 0:
            return found
        if not _LISTS.match(definition.type):
            return found
        return self.element(found.path, definition.type, "", steps - 1) or found

    def module(self, importer: str, module: str, name: str = "") -> Symbol | None:
        """`name` of the module that `importer` knows by this specifier, or the module itself."""
        return self._in_module(importer, module, name, STEPS)

    def class_around(self, path: str, scope: str) -> str:
        """The qualified name of the innermost class around a scope, or ""."""
        self._know(path)
        return self._class_around(path, scope)

    # -- values

    def text(self, path: str, expression: Expression | None, scope: str = "") -> str | None:
        """The text an expression stands for, or None if that cannot be known."""
        return self._text(path, expression, scope, STEPS)

    def _text(self, path: str, expression: Expression | None, scope: str, steps: int) -> str | None:
        if isinstance(expression, Literally):
            return expression.text
        if isinstance(expression, Joined) and steps > 0:
            parts = [self._text(path, part, scope, steps - 1) for part in expression.parts]
            return None if None in parts else "".join(part or "" for part in parts)
        if isinstance(expression, Name) and steps > 0:
            symbol = self.find(path, expression.dotted, scope, steps - 1)
            definition = self.definition(symbol)
            if symbol is not None and definition is not None:
                around = definition.name.rpartition(".")[0]
                return self._text(symbol.path, definition.value, around, steps - 1)
        return None

    def ancestors(self, symbol: Symbol) -> Iterator[Symbol]:
        """The base classes of a class that lie in the repository, nearest first, each once."""
        seen: set[Symbol] = {symbol}
        queue = [symbol]
        while queue and len(seen) < 200:
            current = queue.pop(0)
            definition = self.definition(current)
            for base in definition.bases if definition else ():
                parent = self.find(current.path, base)
                if parent is not None and parent not in seen:
                    seen.add(parent)
                    queue.append(parent)
                    yield parent
