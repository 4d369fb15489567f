"""How this repository does things."""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Element

ConventionKind: TypeAlias = Literal[
    "folder", "table-naming", "column-naming", "id", "url", "url-prefix", "error", "versioning",
    "migration-tool", "timestamp", "layering", "test", "linter", "standard", "pagination",
    "code-naming", "json-naming",
]  # fmt: skip


class Convention(Element, frozen=True, kw_only=True):
    """A habit: `value` in the vocabulary of its kind, `share` of the code that follows (0 to 1).

    Values: table-naming "plural-snake", "singular-snake", "plural-pascal", "singular-pascal",
    "plural-camel", "singular-camel" or "django" (app label and model in one word); column-naming
    and json-naming "snake", "camel", "pascal"; id "bigint", "integer", "uuid", "text" ...; url
    "plural-kebab", "singular-snake" ... with "/" after it where paths end with a slash; url-prefix
    the first segments all paths share, such as "/api/v1"; error the member that tells what went
    wrong ("detail", "error", "errors", "message") or "problem" (RFC 9457); timestamp the names of
    the columns for creation and change, with a comma between; migration-tool "alembic", "django",
    "prisma", "typeorm", "flyway", "liquibase", "golang-migrate", "goose", "gorm", "sql" or "none";
    folder "by-layer" or "by-feature"; pagination "cursor", "page" or "offset"; layering the layers
    from the outermost ("controllers>services>repositories"), or "domain<application<infrastructure"
    where all dependencies point inwards, with the share of imports between layers that do; test
    "beside-the-code" or "apart"; linter and standard name a tool or a document, one each.
    `latest` is about a migration tool whose files name those before them: the revisions that no
    other follows.
    """

    kind: ConventionKind
    value: str
    service: str = ""
    share: float = 1.0
    latest: tuple[str, ...] = ()
