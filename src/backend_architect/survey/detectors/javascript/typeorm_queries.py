"""TypeORM: queries of repositories, entity managers and query builders.

Recognises: `find`, `findBy`, `findOne`, `findOneBy`, `findAndCount`, `count`, `save`, `insert`,
`update`, `delete`, `remove` and their like on a repository known by its type (`Repository<User>`),
by what made it (`getRepository(User)`) or by its name; the same on an entity manager with the
entity as first argument; `createQueryBuilder` with `where`, `andWhere`, `orderBy`, `take`, `limit`,
`getMany` and `getOne`, in one chain or continued on the variable that holds it; static methods of
active records with query options.
Versions seen: 0.2, 0.3.
Not recognised: query builders handed to other functions; joins; custom repositories of other files,
but by name.
Documentation: https://typeorm.io/docs/working-with-entity-manager/find-options
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from tree_sitter import Query, QueryCursor

from backend_architect.model.data import QueryVerb
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Access, Definition, Fact, Import, Name
from backend_architect.survey.grammars import grammar_for
from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
    arguments,
    dotted,
    field,
    field_text,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import looped, scope_of
from backend_architect.survey.idioms.javascript.names import Names, is_package, names_of
from backend_architect.survey.idioms.javascript.queries import filtered, members, sorted_by

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS: dict[str, QueryVerb] = {
    "find": "select", "findBy": "select", "findAndCount": "select", "findAndCountBy": "select",
    "findByIds": "select", "findOne": "select", "findOneBy": "select", "findOneOrFail": "select",
    "findOneByOrFail": "select", "findOneById": "select", "count": "select", "countBy": "select",
    "exist": "select", "exists": "select", "existsBy": "select", "save": "insert",
    "insert": "insert", "upsert": "update", "update": "update", "increment": "update",
    "decrement": "update", "delete": "delete", "remove": "delete", "softDelete": "update",
    "softRemove": "update", "restore": "update",
}  # fmt: skip
_BY = frozenset(
    ("findBy", "findAndCountBy", "findOneBy", "findOneByOrFail", "countBy", "existsBy", "update",
     "delete", "softDelete", "restore", "increment", "decrement")
)  # fmt: skip
_SINGLE = re.compile(r"^(?:findOne|save$|insert$|upsert$|remove$|softRemove$)")
_COUNTS = re.compile(r"^(?:count|exist)")
_REPOSITORY = re.compile(r"^(?:\w+\.)?(?:Tree|Mongo)?Repository<\s*(?:typeof\s+)?([\w.]+)\s*>")
_REPOSITORY_NAME = re.compile(r"repo(?:sitory|s)?$", re.IGNORECASE)
_MANAGER_NAME = re.compile(r"(?:^|\.)(?:entity)?manager$", re.IGNORECASE)
_COMPARED = re.compile(r"(?:(\w+)\.)?[\"'`]?(\w+)[\"'`]?\s*(?:=|<|>|!=|<>|\bIN\b|\bLIKE\b|\bILIKE\b"
                       r"|\bIS\b|\bBETWEEN\b|\bNOT\b)", re.IGNORECASE)  # fmt: skip
_OPTIONS = {
    "where",
    "order",
    "take",
    "skip",
    "relations",
    "select",
    "loadRelationIds",
    "withDeleted",
}


@detector(
    language="javascript",
    anchors=("epository", "createQueryBuilder", "anager.", "typeorm", "BaseEntity", "epo."),
    query="""
    (call_expression
      function: (member_expression object: (_) @receiver property: (property_identifier) @method)
      (#any-of? @method "find" "findBy" "findAndCount" "findAndCountBy" "findByIds" "findOne"
        "findOneBy" "findOneOrFail" "findOneByOrFail" "findOneById" "count" "countBy" "exist"
        "exists" "existsBy" "save" "insert" "upsert" "update" "increment" "decrement" "delete"
        "remove" "softDelete" "softRemove" "restore")) @call
    (call_expression
      function: (member_expression object: (_) @receiver property: (property_identifier) @builder)
      (#eq? @builder "createQueryBuilder")) @call
    """,
)  # fmt: skip
def typeorm_queries(match: Match) -> Iterator[Fact]:
    """One access for each query."""
    call, receiver = match.node("call"), match.node("receiver")
    if call is None or receiver is None or _is_in_builder(receiver):
        return
    names, scope = names_of(match.source), scope_of(call)
    entity = _entity(names, receiver, scope)
    given = arguments(call)
    if match.node("builder") is not None:
        yield from _built(match, call, entity)
        return
    if not entity and _is_manager(names, receiver, scope) and given:
        entity, given = dotted(given[0]), given[1:]
        if not entity[:1].isupper():
            return
    if not entity:
        entity = _active_record(match, receiver, given)
    if entity and (_is_surely(names, receiver, scope) or _is_shaped(match, given)):
        yield _access(match, call, entity, given)


def _is_in_builder(receiver: Node) -> bool:
    """True for `createQueryBuilder().insert()`: the chain is said once, at its beginning."""
    node = plain(receiver)
    while node.type in ("call_expression", "member_expression"):
        function = field(node, "function")
        if field_text(function, "property") == "createQueryBuilder":
            return True
        node = field(node, "object") or function or node.named_children[0]
    return False


# ---------------------------------------------------------------- whose rows


def _entity(names: Names, receiver: Node, scope: str) -> str:
    """The entity of a repository, or the repository's own name where only that tells."""
    node = plain(receiver)
    if node.type == "call_expression":
        return _of_getter(node)
    name = dotted(node)
    if not name:
        return ""
    match = _REPOSITORY.match(names.type(name, scope))
    if match is not None:
        return match.group(1)
    made = names.maker(name, scope)
    if made is not None and made.callee.rpartition(".")[2] in ("getRepository", "getTreeRepository",
                                                               "getCustomRepository"):  # fmt: skip
        first = made.arguments[0] if made.arguments else None
        return first.dotted if isinstance(first, Name) else name
    if made is not None and made.callee == "require":
        return ""
    declared = names.type(name, scope)
    if declared and not _REPOSITORY_NAME.search(declared.partition("<")[0]):
        return ""
    return _own_repository(names, name, scope)


def _is_surely(names: Names, receiver: Node, scope: str) -> bool:
    """False for an object of a class of ours, whose methods may be its own and lead to a repository
    in their turn."""
    name = dotted(receiver)
    if not name or name in ("this", "super"):
        return True
    type = names.type(name, scope).partition("<")[0]
    if type:
        return not (type.endswith("Repository") and type not in _LIBRARY) or bool(
            names.definitions.get(type)
        )
    found = names.bound(name, scope)
    return not (isinstance(found, Import) and not is_package(found.module))


_LIBRARY = ("Repository", "TreeRepository", "MongoRepository")


def _is_shaped(match: Match, given: list[Node]) -> bool:
    """True for arguments as only TypeORM's own methods take them."""
    options = members(given[0]) if given else {}
    return match.text("method").startswith("find") and bool(options.keys() & {"where", "relations"})


def _own_repository(names: Names, name: str, scope: str) -> str:
    """A custom repository: `class OrderRepository extends Repository<Order>` queries itself."""
    if name in ("this", "super"):
        owner = names.definitions.get(names.class_around(scope))
        extends = isinstance(owner, Definition) and "Repository" in owner.bases
        return _stem(owner.name) if extends and owner is not None else ""
    last = name.rpartition(".")[2]
    return _stem(last) if _REPOSITORY_NAME.search(last) else ""


def _stem(name: str) -> str:
    """`orderRepository` and `OrdersRepo` are about "order" and "Orders"; a bare "repository" says
    nothing."""
    return _REPOSITORY_NAME.sub("", name.rpartition(".")[2])


def _of_getter(call: Node) -> str:
    """`getRepository(User)` in place."""
    name = dotted(field(call, "function")).rpartition(".")[2]
    name = name or field_text(field(call, "function"), "property")
    given = arguments(call)
    return dotted(given[0]) if name in ("getRepository", "getTreeRepository") and given else ""


def _is_manager(names: Names, receiver: Node, scope: str) -> bool:
    name = dotted(receiver)
    if not name:
        return False
    return bool(_MANAGER_NAME.search(name)) or names.type(name, scope) == "EntityManager"


def _active_record(match: Match, receiver: Node, given: list[Node]) -> str:
    """`User.find({ where: ... })` of a class that extends BaseEntity, or with TypeORM's options."""
    name = dotted(receiver)
    if not re.fullmatch(r"[A-Z]\w*", name):
        return ""
    found = names_of(match.source).definitions.get(name)
    if found is not None and "BaseEntity" in found.bases:
        return name
    options = members(given[0]) if given else {}
    asked = match.text("method") in ("find", "findOne", "findOneOrFail", "findAndCount", "count")
    known = b"typeorm" in match.source.data or bool(options.keys() & {"relations", "order", "take"})
    return name if asked and known and options and options.keys() <= _OPTIONS else ""


# ---------------------------------------------------------------- what is asked


def _access(match: Match, call: Node, entity: str, given: list[Node]) -> Access:
    method = match.text("method")
    first = given[0] if given else None
    options = members(first)
    where = first if method in _BY else options.get("where")
    if where is None and options and not options.keys() & _OPTIONS and method.startswith("find"):
        where = first  # 0.2: `findOne({ email })`
    filters = tuple(dict.fromkeys(filtered(where)))
    if not filters and _is_key(method, first):
        filters = ("id",)
    single = bool(_SINGLE.match(method)) or (method in ("update", "delete") and filters == ("id",))
    return Access(
        lines=node_lines(call), scope=scope_of(call), entity=entity, verb=_VERBS[method],
        filters=filters, sorts=tuple(sorted_by(options.get("order"))), single=single,
        limited=single or "take" in options or bool(_COUNTS.match(method)), looped=looped(call),
    )  # fmt: skip


def _is_key(method: str, first: Node | None) -> bool:
    """`findOne(id)`, `delete(id)`: a value in place of conditions is the primary key."""
    if first is None or not method.startswith(("findOne", "update", "delete", "softDelete")):
        return False
    return plain(first).type in ("identifier", "member_expression", "number", "string",
                                 "unary_expression")  # fmt: skip


# ---------------------------------------------------------------- query builders


def _built(match: Match, call: Node, entity: str) -> Iterator[Fact]:
    """The whole chain that starts with `createQueryBuilder`, and what continues it."""
    links = [*_links(call), *_continued(match, call)]
    given = arguments(call)
    if not entity and given and dotted(given[0])[:1].isupper():
        entity = dotted(given[0])
    verb: QueryVerb = "select"
    filters: list[str] = []
    sorts: list[str] = []
    for name, listed in links:
        first = listed[0] if listed else None
        if name in ("from", "into", "update", "delete", "insert", "softDelete"):
            target = dotted(first)
            entity = target if target[:1].isupper() else entity
            verb = _VERBS.get(name, verb) if name != "softDelete" else "update"
        elif name in ("where", "andWhere", "orWhere"):
            filters.extend(_conditions(first))
        elif name in ("orderBy", "addOrderBy"):
            sorts.extend(_order(listed))
    ends = {name for name, _ in links}
    if entity:
        single = bool(ends & {"getOne", "getOneOrFail", "getRawOne"})
        yield Access(
            lines=(node_lines(call)[0], _last_line(call)), scope=scope_of(call), entity=entity,
            verb=verb, filters=tuple(dict.fromkeys(filters)), sorts=tuple(sorts), single=single,
            limited=single or bool(ends & {"take", "limit", "getCount"}), looped=looped(call),
        )  # fmt: skip


def _links(call: Node) -> Iterator[tuple[str, list[Node]]]:
    """The calls that follow in the chain, with their arguments."""
    node = call
    while True:
        member = node.parent
        if member is None or member.type != "member_expression" or field(member, "object") != node:
            return
        following = member.parent
        if following is None or following.type != "call_expression":
            return
        yield field_text(member, "property"), arguments(following)
        node = following


def _continued(match: Match, call: Node) -> Iterator[tuple[str, list[Node]]]:
    """The calls on the variable that holds the chain, in the same function."""
    node = call
    while node.parent is not None and node.parent.type in _CHAINED:
        node = node.parent
    holder = node.parent
    if holder is None or holder.type not in ("variable_declarator", "assignment_expression"):
        return
    name, around = field_text(holder, "name") or field_text(holder, "left"), holder.parent
    while around is not None and around.type not in (*FUNCTIONS, "program"):
        around = around.parent
    if around is None or match.source.grammar is None:
        return
    found = QueryCursor(_members(match.source.grammar.slug)).captures(around).get("object", [])
    for each in sorted(found, key=lambda node: node.start_byte):
        if node_text(each) == name and each.start_byte > holder.start_byte:
            yield from _links(each)


@cache
def _members(slug: str) -> Query:
    return Query(grammar_for(slug).language, "(member_expression object: (identifier) @object)")


_CHAINED = ("member_expression", "call_expression", "await_expression", "parenthesized_expression")


def _last_line(call: Node) -> int:
    node = call
    while node.parent is not None and node.parent.type in ("member_expression", "call_expression"):
        if node.parent.type == "call_expression" and field(node.parent, "function") != node:
            break
        node = node.parent
    return node_lines(node)[1]


def _conditions(node: Node | None) -> Iterator[str]:
    text = string(node)
    if text is not None:
        yield from (column for _, column in _COMPARED.findall(text))
    else:
        yield from filtered(node)


def _order(listed: list[Node]) -> Iterator[str]:
    text = string(listed[0]) if listed else None
    if text is None:
        yield from sorted_by(listed[0] if listed else None)
        return
    direction = (string(listed[1]) or "") if len(listed) > 1 else ""
    column = text.rpartition(".")[2]
    yield f"-{column}" if direction.upper() == "DESC" else column
