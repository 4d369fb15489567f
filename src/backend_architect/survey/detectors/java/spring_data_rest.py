"""Spring Data REST: repositories that are served over HTTP by themselves.

Recognises: interfaces that extend one of Spring Data's repositories with create, read, update and
delete, with their path (the entity's name in the plural, or `path=` of `@RepositoryRestResource`
and `@RestResource`), the collection, its elements and the queries below `search`; repositories and
methods with `exported = false` are left out. They count in programs that have Spring Data REST
among their libraries.
Versions seen: Spring Data REST 2 to 5.
The base path is said by the settings' own detector.
Not recognised: detection strategies other than the default one,
projections, links between entities.
Documentation: https://docs.spring.io/spring-data/rest/reference/repository-resources.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.measures.naming import plural
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Literally, Route, Router
from backend_architect.survey.grammars.java.text import (
    arguments_of_type,
    bases_of,
    plain_type,
    qualified,
)
from backend_architect.survey.idioms.java.annotations import (
    annotated,
    flag,
    members,
    modifier,
    text,
)

_BASES = frozenset(
    ("CrudRepository", "ListCrudRepository", "PagingAndSortingRepository", "JpaRepository",
     "ListPagingAndSortingRepository", "MongoRepository", "GraphRepository", "Neo4jRepository",
     "CassandraRepository", "KeyValueRepository", "ElasticsearchRepository", "RedisRepository")
)  # fmt: skip
_SERVING = ("org.springframework.boot:spring-boot-starter-data-rest",
            "org.springframework.data:spring-data-rest")  # fmt: skip
_MARKS = ("RepositoryRestResource", "RestResource")
_FRAMEWORK = "spring-data-rest"


@detector(
    language="java",
    anchors=("Repository<",),
    query="""
(interface_declaration
  (extends_interfaces (type_list (generic_type
    [(type_identifier) (scoped_type_identifier)] @_base)))
  (#match? @_base "Repository$")) @repository
""",
)
def spring_data_rest(match: Match) -> Iterator[Fact]:
    """One router for a served repository, and what it offers."""
    declared = match.nodes("repository")[0]
    base = next((each for each in bases_of(declared) if _is_crud(each)), None)
    entity = arguments_of_type(base)[:1] if base is not None else []
    if not entity or not _is_served(declared):
        return
    name, path = qualified(declared), _path(declared, plain_type(entity[0]))
    first = node_lines(declared)[0]
    body = declared.child_by_field_name("body")
    lines = (first, body.start_point.row + 1 if body is not None else first)
    yield Router(
        lines=lines, scope=name, name=name, framework=_FRAMEWORK, root=True,
        prefix=Literally(text=f"/{path}"), library=_SERVING,
    )  # fmt: skip
    yield _route(lines, name, ("GET", "POST"), "")
    yield _route(lines, name, ("GET", "PUT", "PATCH", "DELETE"), "/{id}")
    for method in members(declared, "method_declaration"):
        yield from _search(method, name)


def _is_crud(base: Node) -> bool:
    return plain_type(base).rpartition(".")[2] in _BASES


def _mark(declared: Node) -> Node | None:
    found = annotated(declared)
    return next((found[name] for name in _MARKS if name in found), None)


def _is_served(declared: Node) -> bool:
    mark = _mark(declared)
    shown = mark is not None or modifier(declared, "public")
    hidden = mark is not None and not flag(mark, "exported", default=True)
    return shown and not hidden and "NoRepositoryBean" not in annotated(declared)


def _path(declared: Node, entity: str) -> str:
    last = entity.rpartition(".")[2]
    return text(_mark(declared), "path").strip("/") or plural(last[:1].lower() + last[1:])


def _route(lines: tuple[int, int], router: str, methods: tuple[str, ...], path: str) -> Route:
    return Route(
        lines=lines, scope=router, router=router, methods=methods, path=Literally(text=path),
        framework=_FRAMEWORK,
    )  # fmt: skip


def _search(method: Node, router: str) -> Iterator[Route]:
    """A query of the repository is a resource below `search`."""
    mark, name = _mark(method), method.child_by_field_name("name")
    own = node_text(name) if name is not None else ""
    hidden = mark is not None and not flag(mark, "exported", default=True)
    if own.startswith(("find", "read", "get", "query", "search", "count", "exists")) and not hidden:
        path = text(mark, "path").strip("/") or own
        if own not in ("findAll", "findById", "findOne", "count", "existsById"):
            yield _route(node_lines(method), router, ("GET",), f"/search/{path}")
