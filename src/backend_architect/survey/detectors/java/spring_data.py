"""Spring Data: what repositories ask of the tables of their entities.

Recognises: interfaces that extend `JpaRepository`, `CrudRepository`, `PagingAndSortingRepository`,
`ListCrudRepository`, `Repository`, `R2dbcRepository` and the like with their entity; methods whose
names say the query; `@Query` in JPQL and SQL; `Pageable` and `Limit` parameters as a bound, a lone
entity or Optional as a single row. Each access stands in the method that makes it
("OrderRepository.findByStatus"), so that calls of it, in loops too, lead here.
Versions seen: Spring Data 1.x to 4.
Not recognised: Criteria and Querydsl, named queries of other files, entities given by a base
interface of our own (a gap).
Documentation: https://docs.spring.io/spring-data/jpa/reference/jpa/query-methods.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Access, Fact, Literally, Unresolved
from backend_architect.survey.grammars.java.text import (
    WRAPPERS,
    arguments_of_type,
    bases_of,
    expression,
    inner_type,
    parameters_of,
    plain_type,
    qualified,
)
from backend_architect.survey.idioms.java.annotations import (
    annotated,
    argument,
    flag,
    members,
)
from backend_architect.survey.idioms.java.spring_data_methods import derived
from backend_architect.survey.idioms.query_text import read_query

_BOUNDS = frozenset(("Pageable", "PageRequest", "Limit", "ScrollPosition"))
_SEVERAL = WRAPPERS - {"Optional", "Mono", "ResponseEntity", "CompletableFuture", "Future"}
#: What the interfaces of Spring Data offer by themselves.
_OFFERED = ("findById", "findAll")


@detector(
    language="java",
    anchors=("Repository<", "@RepositoryDefinition"),
    query="""
(interface_declaration
  (extends_interfaces (type_list (generic_type
    [(type_identifier) (scoped_type_identifier)] @_base (type_arguments) @arguments)))
  (#match? @_base "Repository$")) @repository
""",
)
def spring_data(match: Match) -> Iterator[Fact]:
    """One access for each query method of a repository."""
    declared = match.nodes("repository")[0]
    name = qualified(declared)
    entity = _entity(declared)
    if not entity or len(entity) == 1:
        if not entity:
            return
        yield Unresolved(
            lines=_head(declared),
            scope=name,
            what=f"entity of {name}",
            reason="It is a type parameter that others fill in.",
        )
        return
    for method in members(declared, "method_declaration"):
        yield from _access(method, entity)


def _head(declared: Node) -> tuple[int, int]:
    body = declared.child_by_field_name("body")
    first, last = node_lines(declared)
    return first, body.start_point.row + 1 if body is not None else last


def _entity(declared: Node) -> str:
    """The first type argument of the repository interface it extends."""
    for base in bases_of(declared):
        given = arguments_of_type(base)
        if plain_type(base).endswith("Repository") and given:
            return plain_type(given[0])
    return ""


def _access(method: Node, entity: str) -> Iterator[Fact]:
    name = node_text(method.child_by_field_name("name") or method)
    query = annotated(method).get("Query")
    lines, scope = node_lines(method), qualified(method)
    bound = _bounded(method)
    if query is not None:
        yield from _written(query, method, bound=bound)
        return
    found = derived(name)
    if found is not None:
        yield Access(
            lines=lines,
            scope=scope,
            entity=entity,
            verb=found.verb,
            filters=found.filters,
            sorts=found.sorts,
            limited=found.limited or bound or _lone(method),
            single=found.single or (_lone(method) and found.verb == "select"),
        )
    elif name in _OFFERED and not _body(method):
        yield Access(
            lines=lines,
            scope=scope,
            entity=entity,
            verb="select",
            filters=("id",) if name == "findById" else (),
            limited=bound or name == "findById",
            single=name == "findById",
        )


def _written(query: Node, method: Node, *, bound: bool) -> Iterator[Fact]:
    """`@Query`: its text read as SQL or JPQL; a gap where it is put together elsewhere."""
    node = argument(query, "value", "nativeQuery")
    said = expression(node) if node is not None else None
    read = read_query(said.text) if isinstance(said, Literally) else None
    lines, scope = node_lines(method), qualified(method)
    if read is None:
        reason = "Its text is not written out, or names no table."
        yield Unresolved(lines=lines, scope=scope, what=f"query of {scope}", reason=reason)
        return
    yield Access(
        lines=lines,
        scope=scope,
        entity=read.table,
        verb=read.verb,
        filters=read.filters,
        sorts=read.sorts,
        limited=read.limited or bound or _lone(method),
        single=_lone(method) and read.verb == "select",
        raw=flag(query, "nativeQuery", default=False),
    )


def _bounded(method: Node) -> bool:
    return any(plain_type(kind) in _BOUNDS for _, kind, _ in parameters_of(method))


def _lone(method: Node) -> bool:
    """True for a method that gives at most one row: an entity, an Optional, a number."""
    kind = method.child_by_field_name("type")
    if kind is None or kind.type == "array_type":
        return False
    return plain_type(kind) not in _SEVERAL and inner_type(kind) != "void"


def _body(method: Node) -> bool:
    return method.child_by_field_name("body") is not None
