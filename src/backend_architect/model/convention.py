"""How this repository does things."""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Element

ConventionKind: TypeAlias = Literal[
    "folder", "table-naming", "column-naming", "id", "url", "url-prefix", "error", "versioning",
    "migration-tool", "timestamp", "layering", "test", "linter", "pagination", "code-naming",
]  # fmt: skip


class Convention(Element, frozen=True, kw_only=True):
    """A habit: `value` in the vocabulary of its kind, `share` of the code that follows (0 to 1).

    Values: table-naming "plural-snake", "singular-snake", "singular-pascal", ...; column-naming
    "snake", "camel"; id "bigint", "integer", "uuid", "text"; url "kebab-plural", ...; url-prefix
    the common first segments such as "/api"; error "problem", "detail", "errors", ...;
    migration-tool "alembic", "django", "prisma", "typeorm", "flyway", "liquibase",
    "golang-migrate", "goose", "sql", "none"; folder "by-layer" or "by-feature".
    """

    kind: ConventionKind
    value: str
    service: str = ""
    share: float = 1.0
