"""What the names of a JavaScript file are bound to, as far as the file itself says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import Definition, Import, Made, Name

#: Specifiers that mean a file of the same repository rather than a package.
_OWN = re.compile(r"^(?:\.|/|@/|~|#|\$|src/|app/)")
#: Scopes of npm whose packages bring servers, clients and middleware; any other scope may as well
#: be a path alias ("@server/routes") or a package of the same workspace.
_SCOPES = frozenset(
    (
        "apollo", "as-integrations", "auth0", "aws-sdk", "azure", "babel", "bull-board", "casl",
        "clerk", "elastic", "fastify", "google-cloud", "googleapis", "graphql-tools", "hapi",
        "hono", "koa", "liaoliaots", "mikro-orm", "nestjs", "nestjsx", "octokit", "okta",
        "opentelemetry", "prisma", "sendgrid", "sentry", "sindresorhus", "supabase", "trpc",
        "types", "tsed", "turf", "vendia", "willsoto",
    )
)  # fmt: skip


class Names:
    """The imports and definitions of one file, by name."""

    def __init__(self, source: Source) -> None:
        self.definitions: dict[str, Definition] = {}
        self.imports: dict[str, Import] = {}
        for fact in source.symbols:
            if isinstance(fact, Definition):
                self.definitions.setdefault(fact.name, fact)
            elif isinstance(fact, Import):
                self.imports.setdefault(fact.local, fact)

    def bound(self, name: str, scope: str = "") -> Definition | Import | None:
        """What a plain or dotted name written in `scope` is bound to; None if nobody says."""
        if name.startswith("this."):
            name, scope = name.removeprefix("this."), self.class_around(scope)
        for around in _around(scope):
            found = self.definitions.get(f"{around}.{name}" if around else name)
            if found is not None:
                return found
        return self.imports.get(name)

    def function_of(self, parameter: str, scope: str) -> Definition | None:
        """The innermost function around `scope` with a parameter of this name."""
        for around in _around(scope):
            function = self.definitions.get(around)
            if function is not None and parameter in function.parameters:
                return function
            if around and f"{around}.{parameter}" in self.definitions:
                return None
        return None

    def parameter_owner(self, parameter: str, scope: str) -> str:
        """The qualified name of the function a parameter, or a part of one, belongs to, or ""."""
        function = self.function_of(parameter, scope)
        if function is not None:
            return function.name
        found = self.bound(parameter, scope)
        taken = isinstance(found, Definition) and found.kind == "parameter"
        return found.scope if taken and isinstance(found, Definition) else ""

    def type(self, name: str, scope: str) -> str:
        """The declared type of a name, or ""."""
        found = self.bound(name, scope)
        return found.type if isinstance(found, Definition) else ""

    def module_of(self, name: str, scope: str = "") -> str:
        """The module that the first part of a name is imported from, or ""."""
        found = self.bound(name.partition(".")[0], scope)
        return found.module if isinstance(found, Import) else ""

    def maker(self, name: str, scope: str, steps: int = 4) -> Made | None:
        """The call whose result a name holds, through other names; None if nobody says."""
        found = self.bound(name, scope)
        value = found.value if isinstance(found, Definition) else None
        if isinstance(value, Made):
            return value
        if isinstance(value, Name) and steps and value.dotted != name:
            return self.maker(value.dotted, scope, steps - 1)
        return None

    def class_around(self, scope: str) -> str:
        """The qualified name of the innermost class around a scope, or ""."""
        for around in _around(scope):
            found = self.definitions.get(around)
            if found is not None and found.kind == "class":
                return around
        return ""


def _around(scope: str) -> Iterator[str]:
    while scope:
        yield scope
        scope = scope.rpartition(".")[0]
    yield ""


@lru_cache(maxsize=4)
def names_of(source: Source) -> Names:
    """The names of a file; read once for all matches in it."""
    return Names(source)


def is_package(module: str) -> bool:
    """True for a module that is surely a package of npm or Node, not a file of the repository."""
    if not module or _OWN.match(module):
        return False
    return not module.startswith("@") or module[1:].partition("/")[0] in _SCOPES
