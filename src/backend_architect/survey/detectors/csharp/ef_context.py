"""What contexts and configurations of Entity Framework Core say of the classes they map.

Recognises: `DbSet<T>` properties, whose names are those of tables; `Entity<T>()` and
`IEntityTypeConfiguration<T>` with `ToTable`, `HasKey`, `HasIndex` (unique too); a class that is
configured without a `DbSet` has a table of its name; `UseSnakeCaseNamingConvention`; the tables of
`IdentityDbContext`.
Versions seen: EF Core 2 to 9, EF 6.
Not recognised: conventions of a project, columns that are configured one by one, owned types.
Documentation: https://learn.microsoft.com/en-us/ef/core/modeling/entity-types
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Fact,
    Field,
    Grouped,
    Literally,
    Mapping,
    Naming,
    SchemaStep,
)
from backend_architect.survey.grammars.csharp.text import (
    TYPES,
    bases_of,
    called,
    called_name,
    expression,
    own_name,
    parameters_of,
    plain_type,
    type_arguments,
    values,
)

_MEMBER = re.compile(r"\.\s*(\w+)")
_IDENTITY = {
    "AspNetUsers": "Id! UserName NormalizedUserName Email NormalizedEmail EmailConfirmed:boolean"
    " PasswordHash SecurityStamp ConcurrencyStamp PhoneNumber PhoneNumberConfirmed:boolean"
    " TwoFactorEnabled:boolean LockoutEnd:timestamptz LockoutEnabled:boolean"
    " AccessFailedCount:integer",
    "AspNetRoles": "Id! Name NormalizedName ConcurrencyStamp",
    "AspNetUserClaims": "Id!:integer UserId ClaimType ClaimValue",
    "AspNetUserLogins": "LoginProvider! ProviderKey! ProviderDisplayName UserId",
    "AspNetUserRoles": "UserId! RoleId!",
    "AspNetUserTokens": "UserId! LoginProvider! Name! Value",
    "AspNetRoleClaims": "Id!:integer RoleId ClaimType ClaimValue",
}
_CONTEXTS = ("IdentityDbContext", "IdentityUserContext", "ApiAuthorizationDbContext")
_NAMED = ("AspNetUsers", "AspNetRoles")


@detector(
    language="csharp",
    anchors=("DbSet<", "EntityTypeBuilder", "OnModelCreating", "this ModelBuilder",
             "UseSnakeCaseNamingConvention", "IdentityDbContext"),
    query="""
(property_declaration type: (generic_name (identifier) @_set) (#eq? @_set "DbSet")) @table
(property_declaration
  type: (nullable_type (generic_name (identifier) @_set)) (#eq? @_set "DbSet")) @table
(class_declaration (base_list)) @class
(invocation_expression function: [(identifier) @_name (generic_name (identifier) @_name)
    (member_access_expression name: [(identifier) @_name (generic_name (identifier) @_name)])]
  (#any-of? @_name "Entity" "ToTable" "HasKey" "HasIndex" "UseSnakeCaseNamingConvention")) @call
""",
)  # fmt: skip
def ef_context(match: Match) -> Iterator[Fact]:
    """The table of a set, or what a call configures."""
    table, declared, call = match.node("table"), match.node("class"), match.node("call")
    if match.source.path.endswith(("ModelSnapshot.cs", ".Designer.cs")):
        return
    if table is not None:
        yield from _set(table)
    elif declared is not None:
        yield from _identity(declared)
    elif call is not None:
        yield from _configured(call)


def _set(declared: Node) -> Iterator[Mapping]:
    kind = declared.child_by_field_name("type")
    if kind is not None and kind.type == "nullable_type":
        kind = kind.child_by_field_name("type")
    for entity in type_arguments(kind)[:1]:
        yield Mapping(
            lines=node_lines(declared), mapper="ef-core", entity=_last(entity),
            table=own_name(declared), weight=1,
        )  # fmt: skip


def _last(kind: Node) -> str:
    return plain_type(kind).rpartition(".")[2]


def _identity(declared: Node) -> Iterator[Fact]:
    """The tables of ASP.NET Core Identity; the class of its users maps one of them."""
    for base in bases_of(declared):
        if _last(base) not in (
            "IdentityDbContext",
            "IdentityUserContext",
            "ApiAuthorizationDbContext",
        ):
            continue
        lines = (node_lines(declared)[0],) * 2
        for entity, table in zip(
            type_arguments(base), ("AspNetUsers", "AspNetRoles"), strict=False
        ):
            yield Mapping(
                lines=lines, mapper="ef-core", entity=_last(entity), table=table, weight=3
            )
        for table, written in _IDENTITY.items():
            yield SchemaStep(
                lines=lines, sequence="~identity", tool="ef-identity", act="create-table",
                table=table, columns=tuple(_identity_columns(written, lines)),
            )  # fmt: skip


def _identity_columns(written: str, lines: tuple[int, int]) -> Iterator[Field]:
    for word in written.split():
        name, _, type = word.partition(":")
        plain = name.removesuffix("!")
        full = "timestamp with time zone" if type == "timestamptz" else type or "text"
        yield Field(
            lines=lines, entity="", name=plain, column=plain, type=full,
            nullable=plain == name and full in ("text", "timestamp with time zone"),
            primary=name.endswith("!"),
        )  # fmt: skip


# ---------------------------------------------------------------- configurations


def _configured(call: Node) -> Iterator[Fact]:
    name = called_name(call)
    lines = node_lines(call)
    if name == "UseSnakeCaseNamingConvention":
        yield Naming(lines=lines, mapper="ef-core", columns="snake")
    elif name == "Entity" and (kinds := type_arguments(called(call)[1])):
        yield Mapping(lines=(lines[0],) * 2, mapper="ef-core", entity=_last(kinds[0]),
                      table=_last(kinds[0]))  # fmt: skip
    elif name in ("ToTable", "HasKey", "HasIndex"):
        entity = _entity_of(call)
        if entity:
            yield from _said(call, name, entity)


def _said(call: Node, name: str, entity: str) -> Iterator[Fact]:
    lines, given = node_lines(call), values(call)
    if name == "ToTable":
        said = expression(given[0]) if given else None
        text = said.text if isinstance(said, Literally) else entity
        weight = 2 if isinstance(said, Literally) else 0
        yield Mapping(lines=lines, mapper="ef-core", entity=entity, table=text, weight=weight)
        return
    columns = _members(given[0]) if given else ()
    if columns and name == "HasKey":
        yield Grouped(lines=lines, entity=entity, kind="primary", columns=columns)
    elif columns:
        unique = _is_unique(call)
        yield Grouped(lines=lines, entity=entity, kind="unique" if unique else "index",
                      columns=columns, unique=unique)  # fmt: skip


def _members(node: Node) -> tuple[str, ...]:
    """The members a lambda names: `x => x.Id`, `x => new { x.A, x.B }`; texts name themselves."""
    if node.type != "lambda_expression":
        said = expression(node)
        return (said.text,) if isinstance(said, Literally) else ()
    body = node.child_by_field_name("body")
    return tuple(_MEMBER.findall(node_text(body))) if body is not None else ()


def _is_unique(call: Node) -> bool:
    above = call.parent.parent if call.parent is not None else None
    while above is not None and above.type == "invocation_expression":
        if called_name(above) == "IsUnique":
            return "false" not in node_text(above).rpartition("IsUnique")[2]
        above = above.parent.parent if above.parent is not None else None
    return False


def _entity_of(call: Node) -> str:
    """The type that a chain configures: of `Entity<T>` before or around it, or of the builder
    that the method is given."""
    on = called(call)[0]
    while on is not None and on.type == "invocation_expression":
        if called_name(on) == "Entity":
            kinds = type_arguments(called(on)[1])
            return _last(kinds[0]) if kinds else ""
        on = called(on)[0]
    above = call.parent
    while above is not None and above.type not in TYPES:
        if above.type == "invocation_expression":
            if called_name(above) == "Entity":
                kinds = type_arguments(called(above)[1])
                return _last(kinds[0]) if kinds else ""
            if called_name(above) in ("OwnsOne", "OwnsMany", "UsingEntity"):
                return ""
        for _, kind, _ in parameters_of(above) if above.type == "method_declaration" else ():
            if kind is not None and plain_type(kind).endswith("EntityTypeBuilder"):
                kinds = type_arguments(kind)
                return _last(kinds[0]) if kinds else ""
        above = above.parent
    return ""
