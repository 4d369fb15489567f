"""Which routers hang below which others, and the paths they are served under."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from posixpath import dirname
from typing import NamedTuple

from backend_architect.survey.assemble.bindings import (
    Calls,
    Template,
    blank_of,
    filled,
    known_part,
    plain,
    tell_assumed,
    template,
)
from backend_architect.survey.assemble.folders import folder_modules
from backend_architect.survey.assemble.ground import Ground, Seen
from backend_architect.survey.assemble.implementers import Implementers
from backend_architect.survey.assemble.libraries import Libraries
from backend_architect.survey.facts import (
    Chain,
    Expression,
    FolderMount,
    Guard,
    Handover,
    Literally,
    Made,
    Mount,
    Name,
    Resource,
    Route,
    Router,
    RouterClass,
    Said,
)
from backend_architect.survey.grammars import language_of
from backend_architect.survey.resolution import SELF, STEPS, Symbol

#: Routers nested deeper than this are taken for a cycle.
DEPTH = 16

#: What a link of a router's chain must be for to count as a guard of its routes.
CHECKS = ("authentication", "authorization", "rate-limit", "csrf", "validation", "session")


#: Ends of calls that give what serves the router they are called on (Koa, Oak).
GIVES = (".routes", ".middleware")


#: Names of what stands for the whole module or function.
RETURNED = ("urlpatterns", "(table)")
_MODULE_ENDINGS = ("/index.js", "/index.ts", ".js", ".ts")


class Served(NamedTuple):
    """One way to reach a router: the path before its own routes, and the guards on the way.

    `parts` are those of a prefix with blanks, `filling` is what functions are given on the way.
    """

    prefix: str
    guards: tuple[Guard, ...]
    parts: tuple[Template, ...] = ()
    filling: tuple[tuple[Symbol, Template], ...] = ()


class _Edge(NamedTuple):
    parent: Symbol
    prefix: str
    guards: tuple[Guard, ...]
    replaces: bool = False
    blanks: Template = ()
    filling: tuple[tuple[Symbol, Template], ...] = ()

    def below(self, above: Served, own: Served) -> Served:
        """The way that goes on from `above` over this edge to a router with its own prefix."""
        known = dict(above.filling)
        given = {**known, **{blank: filled(text, known) for blank, text in self.filling}}
        parts = (
            *(above.parts or ((above.prefix,),)),
            filled(self.blanks, known) or (self.prefix,),
            ("" if self.replaces else own.prefix,),
        )
        return Served(
            join(*(plain(part) for part in parts)),
            (*above.guards, *self.guards, *own.guards),
            parts if blank_of(*parts) is not None else (),
            tuple(sorted(given.items())),
        )


def qualified(fact: Said, name: str) -> str:
    """A name that a fact gives, qualified by the fact's scope."""
    inside = not fact.scope or name == fact.scope or name.startswith(f"{fact.scope}.")
    return name if inside else f"{fact.scope}.{name}"


def join(*parts: str) -> str:
    """Path parts with one slash between them; a slash at the very end is kept. What follows a part
    that ends with a dot is written right behind it (tRPC's `users.list`)."""
    whole = "/".join(part for part in parts if part).replace("./", ".")
    while "//" in whole:
        whole = whole.replace("//", "/")
    return whole if whole.startswith("/") else f"/{whole}"


class Routing:
    """All routers of a repository and how they are mounted."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self.routers: dict[Symbol, tuple[Seen, Router]] = {}
        libraries = Libraries(ground)
        for seen, fact in ground.facts(Router):
            symbol = Symbol(seen.path, qualified(fact, fact.name))
            if not libraries.brings(seen.path, fact.library):
                continue
            if symbol not in self.routers or (fact.root and not self.routers[symbol][1].root):
                self.routers[symbol] = seen, fact
        self._found: dict[tuple[str, str, str], Symbol | None] = {}
        self._edges: dict[Symbol, list[_Edge]] = {}
        self._chains: dict[Symbol, list[Guard]] = {}
        self._served: dict[Symbol, tuple[Served, ...]] = {}
        self._calls = Calls(ground)
        self.classes = self._router_classes()
        for seen, chain in ground.facts(Chain):
            router = self.find(seen.path, chain.router, chain.scope) if chain.router else None
            if router is not None and chain.guard.role in CHECKS:
                self._chains.setdefault(router, []).append(chain.guard)
        for seen, mount in ground.facts(Mount):
            self.find(seen.path, mount.parent, mount.scope)  # values of own classes become known
        for seen, mount in ground.facts(Mount):
            self._mount(seen, mount)
        for seen, handover in ground.facts(Handover):
            self._hand_over(seen, handover)
        for seen, loaded in ground.facts(FolderMount):
            self._load(seen, loaded)

    # -- finding routers

    def registered(self) -> list[tuple[Seen, Route | Resource]]:
        """The routes and resources whose router is known, by path and line within their kind."""
        found: list[tuple[Seen, Route | Resource]] = []
        kinds: tuple[type[Route | Resource], ...] = (Route, Resource)
        for kind in kinds:
            for seen, fact in self._ground.facts(kind):
                router = self.find(seen.path, fact.router, fact.scope)
                if router is not None and self._counts(router):
                    found.append((seen, fact))
        return found

    def framework(self, seen: Seen, fact: Route | Resource) -> str:
        """The framework that serves a route: that of the router at the top."""
        router, found = self.find(seen.path, fact.router, fact.scope), fact.framework
        for _ in range(DEPTH):
            known = self.routers.get(router) if router is not None else None
            found = (known[1].framework if known is not None else "") or found
            edges = self._edges.get(router, ()) if router is not None else ()
            if not edges:
                break
            router = edges[0].parent
        return found or seen.detector

    @cached_property
    def _promises(self) -> frozenset[Symbol]:
        """Interfaces and abstract classes that some class implements which says no routes."""
        implementers = Implementers(self._ground)
        return frozenset(
            symbol
            for symbol, (_, fact) in sorted(self.routers.items())
            if fact.if_implemented
            and any(each not in self.routers for each in implementers.types(symbol))
        )

    def _counts(self, router: Symbol) -> bool:
        return not self.waits(router) or bool(self.served(router))

    def waits(self, router: Symbol) -> bool:
        """True for a router whose routes count only where something mounts or implements it."""
        fact = self.routers[router][1]
        return fact.if_mounted or fact.if_implemented

    def find(self, path: str, name: str, scope: str = "") -> Symbol | None:
        """The router that a name means, or None if it means something else."""
        key = (path, name, scope)
        if key not in self._found:
            self._found[key] = None  # what a name that leads back to itself means
            self._found[key] = self._find(path, name, scope)
        return self._found[key]

    def _find(self, path: str, name: str, scope: str) -> Symbol | None:
        head, _, rest = name.partition(".")
        around = scope
        while True:
            inner = rest if head in SELF else name
            candidate = Symbol(path, f"{around}.{inner}" if around else inner)
            if candidate in self.routers:
                return candidate
            if not around:
                break
            around = around.rpartition(".")[0]
        return self._router_at(self._ground.resolve(path, name, scope), STEPS)

    def _router_at(self, symbol: Symbol | None, steps: int) -> Symbol | None:
        """The router a symbol is, holds, makes, or (as a module) exports."""
        if symbol is None or steps <= 0:
            return None
        if symbol in self.routers:
            return symbol
        inside = f"{symbol.name}." if symbol.name else ""
        definition = self._ground.symbols.definition(symbol)
        if definition is not None and definition.name != symbol.name:
            return self._router_at(Symbol(symbol.path, definition.name), steps - 1)
        if definition is not None and definition.value is not None:
            around = definition.name.rpartition(".")[0]
            if self._is_constructed(symbol, definition.value, around):
                return self._of_class(symbol)
            found = self._router_of(symbol.path, definition.value, around, steps - 1)
            return found or self._of_class(symbol)
        if definition is None and symbol.name:
            return None
        found = self._of_class(symbol) or self._only_inside(symbol.path, inside)
        return found or self._within_class(symbol)

    def _only_inside(self, path: str, inside: str) -> Symbol | None:
        """The router a function or module makes: the one served by itself, else the last made."""
        made = [
            symbol
            for symbol, (_, fact) in self.routers.items()
            if symbol.path == path
            and symbol.name.startswith(inside)
            and "." not in symbol.name[len(inside) :]
            and self._is_made(symbol)
            and fact is not None
        ]
        roots = [symbol for symbol in made if self.routers[symbol][1].root]
        # What Django includes of a module is the list of this name; a function gives its table.
        patterns = [symbol for symbol in made if symbol.name.endswith(RETURNED)]
        return next(iter(roots or patterns or made), None)

    def _is_made(self, symbol: Symbol) -> bool:
        definition = self._ground.symbols.definition(symbol)
        return definition is None or definition.kind != "parameter"

    def _router_classes(self) -> dict[Symbol, tuple[Seen, RouterClass]]:
        """The classes of the repository whose values are routers."""
        found: dict[Symbol, tuple[Seen, RouterClass]] = {}
        for seen, fact in self._ground.facts(RouterClass):
            symbol = self._ground.resolve(seen.path, fact.name)
            if symbol is not None:
                found.setdefault(symbol, (seen, fact))
        return found

    def _within_class(self, symbol: Symbol) -> Symbol | None:
        """The one application that the methods of a value's class make, if there is one."""
        kind = self._ground.symbols.type_of(symbol)
        if kind is None or not kind.name or language_of(kind.path) != "go":
            return None
        made = [
            each
            for each, (_, fact) in self.routers.items()
            if fact.root
            and dirname(each.path) == dirname(kind.path)
            and each.name.startswith(f"{kind.name}.")
        ]
        return made[0] if len(made) == 1 else None

    def is_of_class(self, blank: Symbol) -> bool:
        """Whether a blank is a parameter of a method of a router's class."""
        owner = blank.name.split(".")[0]
        return any(
            owner == known.name for known in self.classes if not self.classes[known][1].single
        )

    def _is_constructed(self, symbol: Symbol, value: Expression, scope: str) -> bool:
        """Whether a value is made by its class's own package: then it is a router by itself, while
        other functions give one that they have put routes on."""
        if not self.classes or not isinstance(value, Made):
            return False
        kind = self._class_of(symbol)
        maker = self._ground.resolve(symbol.path, value.callee, scope)
        if kind is None or maker is None:
            return False
        return not self.classes[kind][1].single and dirname(maker.path) == dirname(kind.path)

    def _class_of(self, symbol: Symbol) -> Symbol | None:
        """The class of a value, or one above it, whose values are routers."""
        kind = self._ground.symbols.type_of(symbol) if self.classes else None
        above = (kind, *self._ground.symbols.ancestors(kind)) if kind is not None else ()
        return next((each for each in above if each in self.classes), None)

    def _of_class(self, symbol: Symbol) -> Symbol | None:
        """A value of a class whose values are routers is one from now on."""
        kind = self._class_of(symbol)
        if kind is None:
            return None
        seen, fact = self.classes[kind]
        if fact.single:
            return self._hub(kind, seen, fact)
        definition = self._ground.symbols.definition(symbol)
        if definition is None or definition.kind == "class":
            return None
        made = isinstance(definition.value, Made)
        router = Router(lines=fact.lines, name=symbol.name, framework=fact.framework, root=made)
        self.routers[symbol] = Seen(symbol.path, seen.detector), router
        return symbol

    def _hub(self, kind: Symbol, seen: Seen, fact: RouterClass) -> Symbol:
        """The one router that all values of a class stand for; the one it embeds is below it."""
        if kind not in self.routers:
            hub = Router(lines=fact.lines, name=kind.name, framework=fact.framework, root=True)
            self.routers[kind] = seen, hub
            definition = self._ground.symbols.definition(kind)
            for base in definition.bases if definition is not None else ():
                inner = Symbol(kind.path, f"{kind.name}.{base.rpartition('.')[2]}")
                if inner in self.routers:
                    self._edges.setdefault(inner, []).append(_Edge(kind, "", ()))
        return kind

    def _router_of(
        self, path: str, value: Expression, scope: str, steps: int = STEPS
    ) -> Symbol | None:
        if isinstance(value, Name):
            return self.find(path, value.dotted, scope)
        if isinstance(value, Literally):
            return self._router_at(self._module(path, value.text), steps)
        if isinstance(value, Made):
            return self._router_made(path, value, scope, steps)
        return None

    def _module(self, path: str, module: str) -> Symbol | None:
        """A module by its specifier; by the nearest folder of this name where the program adds the
        folders above when it runs."""
        found = self._ground.symbols.module(path, module)
        if found is not None or not module.startswith("./"):
            return found
        own = module.removeprefix("./")
        near = (self._ground.places.nearest(f"{own}{e}", path) for e in _MODULE_ENDINGS)
        return next((Symbol(each, "") for each in near if each), None)

    def _router_made(self, path: str, value: Made, scope: str, steps: int) -> Symbol | None:
        """What a call gives: `require("./x")`, or a function or class of ours that holds routers.

        A wrapper that is not ours (`asyncHandler(router)`) gives what it is given.
        """
        first = value.arguments[0] if value.arguments else None
        if value.callee in ("require", "import") and isinstance(first, Literally):
            symbols = self._ground.symbols
            exported = symbols.module(path, first.text, "default")
            return self._router_at(exported or symbols.module(path, first.text), steps)
        symbol = self._ground.resolve(path, value.callee, scope)
        found = self._router_at(symbol, steps - 1)
        if found is None and symbol is None and value.callee.endswith(GIVES):
            owner = value.callee.rpartition(".")[0]
            found = self._router_of(path, Name(dotted=owner), scope, steps - 1)
        if found is None and first is not None and symbol is None:
            return self._router_of(path, first, scope, steps - 1)
        return found

    # -- edges

    def _mount(self, seen: Seen, mount: Mount) -> None:
        parent = self.find(seen.path, mount.parent, mount.scope)
        child = self._router_of(seen.path, mount.child, mount.scope)
        if parent is None or child is None or parent == child:
            given = parent is not None and self._mount_given(seen, mount, parent)
            if parent is not None and not given and self._is_told(seen, parent, mount):
                what = mount.child.dotted if isinstance(mount.child, Name) else "a router"
                reason = "What is mounted here could not be found in the repository."
                self._ground.gap(seen, mount.lines[0], f"mount of {what}", reason)
            return
        if not parent.name.startswith(f"{child.name}."):  # a function that stands for it
            child = self._inside(child)
        prefix = template(self._ground, seen.path, mount.prefix, mount.scope)
        if prefix is None:
            reason = "The prefix is computed when the program runs."
            self._ground.gap(seen, mount.lines[0], "mount prefix", reason)
            prefix = known_part(self._ground, seen.path, mount.prefix, mount.scope)
        tell_assumed(self._ground, seen, mount.lines[0], mount.prefix)
        edge = _Edge(parent, plain(prefix), mount.guards, mount.replaces, prefix)
        self._edges.setdefault(child, []).append(edge)

    def _is_told(self, seen: Seen, parent: Symbol, mount: Mount) -> bool:
        """True where it matters that what is mounted was not found."""
        return not self.routers[parent][1].if_mounted and not self._is_function(seen, mount)

    def _mount_given(self, seen: Seen, mount: Mount, parent: Symbol) -> bool:
        """Mounts what the callers of the function around give it, if that is what it mounts."""
        said = mount.child if isinstance(mount.child, Name) else None
        blank = self._ground.resolve(seen.path, said.dotted, mount.scope) if said else None
        prefix = template(self._ground, seen.path, mount.prefix, mount.scope)
        if blank is None or prefix is None:
            return False
        owner, found = Symbol(blank.path, blank.name.rpartition(".")[0]), False
        for place, call, argument in self._calls.given(blank):
            child = self._router_of(place.path, argument, call.scope)
            if child is not None and child != parent:
                below = filled(prefix, self._calls.filling(place, call, owner))
                edge = _Edge(parent, plain(below), mount.guards, mount.replaces, below)
                self._edges.setdefault(self._inside(child), []).append(edge)
                found = True
        return found

    def _inside(self, child: Symbol) -> Symbol:
        """The application a function makes and returns, where the function stands for it."""
        definition = self._ground.symbols.definition(child)
        if definition is None or definition.kind != "function":
            return child
        inner = self._only_inside(child.path, f"{child.name}.")
        return inner if inner is not None and self.routers[inner][1].root else child

    def _is_function(self, seen: Seen, mount: Mount) -> bool:
        """True for what makes its router in a way we cannot see, or is no router but a function:
        Express mounts both with the same word."""
        if not isinstance(mount.child, Name):
            return isinstance(mount.child, Made)
        symbol = self._ground.resolve(seen.path, mount.child.dotted, mount.scope)
        definition = self._ground.symbols.definition(symbol)
        return definition is not None and definition.kind == "function"

    def _hand_over(self, seen: Seen, handover: Handover) -> None:
        parent = self.find(seen.path, handover.router, handover.scope)
        function = self._ground.resolve(seen.path, handover.callee, handover.scope)
        definition = self._ground.symbols.definition(function)
        if parent is None or function is None or definition is None:
            return
        if handover.position >= len(definition.parameters):
            return
        name = f"{definition.name}.{definition.parameters[handover.position]}"
        prefix = template(self._ground, seen.path, handover.prefix, handover.scope) or ()
        child = Symbol(function.path, name)
        own = Symbol(function.path, definition.name)
        filling = self._calls.filling(seen, handover, own).items()
        edge = _Edge(
            parent, plain(prefix), handover.guards, blanks=prefix, filling=tuple(sorted(filling))
        )
        self._edges.setdefault(child, []).append(edge)

    def _load(self, seen: Seen, loaded: FolderMount) -> None:
        """Each module of a folder below its parent."""
        parent = self.find(seen.path, loaded.parent, loaded.scope)
        prefix = self._ground.symbols.text(seen.path, loaded.prefix, loaded.scope)
        for each in folder_modules(self._ground, seen.path, loaded):
            child = self._module_router(each.path)
            # A module that is mounted there by its name is left out of the loop.
            by_name = child is not None and any(
                e.parent == parent for e in self._edges.get(child, ())
            )
            if parent is not None and child is not None and child != parent and not by_name:
                whole = join(prefix or "", each.prefix)
                edge = _Edge(parent, each.override or whole, ())
                self._edges.setdefault(child, []).append(edge)

    def _module_router(self, path: str) -> Symbol | None:
        """The router a module exports, or the one its exported function is given."""
        found = self._router_at(Symbol(path, ""), STEPS)
        function = self._ground.symbols.definition(Symbol(path, ""))
        if found is not None or function is None or not function.parameters:
            return found
        given = Symbol(path, f"{function.name}.{function.parameters[0]}")
        return given if given in self.routers else None

    # -- paths

    def served(self, router: Symbol) -> tuple[Served, ...]:
        """Every way to reach a router, sorted; empty if nothing leads to it."""
        if router not in self._served:
            self._served[router] = tuple(sorted(set(self._ways(router, 0)), key=_by_prefix))
        return self._served[router]

    def unserved(self, router: Symbol) -> tuple[Served, ...]:
        """The ways from routers that nothing mounts: the best guess where none is served."""
        ways = set(self._ways(router, 0, tops=True))
        return tuple(sorted(ways, key=_by_prefix)) or (self.own(router),)

    def own(self, router: Symbol) -> Served:
        """A router by itself: its own prefix and guards."""
        seen, fact = self.routers[router]
        prefix = template(self._ground, seen.path, fact.prefix, fact.scope)
        if prefix is None:
            reason = "The prefix is computed when the program runs."
            self._ground.gap(seen, fact.lines[0], "router prefix", reason)
        tell_assumed(self._ground, seen, fact.lines[0], fact.prefix)
        return Served(plain(prefix or ()), (*fact.guards, *self._chains.get(router, ())))

    def _ways(self, router: Symbol, depth: int, *, tops: bool = False) -> Iterator[Served]:
        if depth > DEPTH or router not in self.routers:
            return
        own = self.own(router)
        edges = [each for each in self._edges.get(router, ()) if not self._unused(each.parent)]
        if (tops or self.routers[router][1].root) and not edges and not self._is_promise(router):
            yield own  # an application mounted in another one is not served by itself
        for edge in edges:
            for above in self._ways(edge.parent, depth + 1, tops=tops):
                yield edge.below(above, own)

    def spelled(
        self, served: Served, path: Template, method: Template
    ) -> tuple[tuple[str, str], ...]:
        """The whole path and the method of a route on one way, for each call that fills their
        blanks; empty if nobody does."""
        known = dict(served.filling)
        parts = served.parts or ((served.prefix,),)
        texts = (filled(method, known), *(filled(part, known) for part in (*parts, path)))
        whole = {
            (join(*filled_parts), named) for named, *filled_parts in self._calls.all_filled(texts)
        }
        return tuple(sorted(whole))

    def guessed(self, served: Served, path: Template) -> str:
        """The path of a route whose prefix nobody says as a whole, with what is known of it; ""
        where the route's own path is not known."""
        parts = served.parts or ((served.prefix,),)
        own = plain(filled(path, dict(served.filling)))
        said = own.startswith("/") or (not own and blank_of(path) is None)
        return join(*(plain(part) for part in parts), own) if said else ""

    def _unused(self, router: Symbol) -> bool:
        """True for a table of routes, or what may be a plugin, that nothing mounts, and for
        an interface that nothing implements."""
        fact = self.routers[router][1]
        return self._is_promise(router) or (fact.if_mounted and router not in self._edges)

    def _is_promise(self, router: Symbol) -> bool:
        """True for an interface that nothing implements."""
        return self.routers[router][1].if_implemented and router not in self._promises


def _by_prefix(served: Served) -> tuple[str, tuple[str, ...], str]:
    names = tuple(guard.name for guard in served.guards)
    return served.prefix, names, repr((served.parts, served.filling))
