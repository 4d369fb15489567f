"""Reads and writes of Entity Framework Core's sets.

Recognises: chains on a set of a context (`_context.Orders.Where(o => o.Paid).ToListAsync()`) with
what they filter and sort by, whether they bound the rows; `Add`, `Update`, `Remove` and their
kind on a set. A context is what is called so ("context", "db").
Versions seen: EF Core 2 to 9.
Not recognised: query syntax (`from o in ...`), sets in variables, repositories, raw SQL.
Documentation: https://learn.microsoft.com/en-us/ef/core/querying/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.model.data import QueryVerb
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Access, Fact
from backend_architect.survey.grammars.csharp.text import called, called_name, dotted, values

_WRITES: dict[str, QueryVerb] = {
    "Add": "insert", "AddAsync": "insert", "AddRange": "insert", "AddRangeAsync": "insert",
    "Update": "update", "UpdateRange": "update", "ExecuteUpdate": "update",
    "ExecuteUpdateAsync": "update", "Remove": "delete", "RemoveRange": "delete",
    "ExecuteDelete": "delete", "ExecuteDeleteAsync": "delete",
}  # fmt: skip
_SINGLE = re.compile(r"^(First|Single|Last|Find)(OrDefault)?(Async)?$")
_ENDS = re.compile(
    r"^((To(List|Array|HashSet|Dictionary))|First|Single|Last|Find|Any|All|Count|LongCount|Sum|Max"
    r"|Min|Average|Load|FirstOrDefault|SingleOrDefault|LastOrDefault)(Async)?$"
)
_CONTEXT = re.compile(r"(^|\.)_?(db|\w*context|\w*db)$", re.IGNORECASE)
#: Members of a context, or of a request's, that are no sets.
_NO_SETS = ("Database", "ChangeTracker", "Model", "Items", "Features", "Request", "Response",
            "Session", "User", "ModelState", "Message", "Result")  # fmt: skip
_FILTERS = ("Where", "First", "FirstOrDefault", "Single", "SingleOrDefault", "Any", "Count", "All")
_SORTS = ("OrderBy", "ThenBy", "OrderByDescending", "ThenByDescending")


@detector(
    language="csharp",
    anchors=("ontext.", "b.", "ontext\n", "ontext\r"),
    query="""
(invocation_expression function: (member_access_expression
  name: [(identifier) @_name (generic_name (identifier) @_name)])
  (#match? @_name "^(To|First|Single|Last|Find|Any|All|Count|LongCount|Sum|Max|Min|Add|Update|Remove|Execute|Load)")) @call
""",  # noqa: E501  # one pattern of tree-sitter
)
def ef_queries(match: Match) -> Iterator[Fact]:
    """One access for each chain on a set."""
    call = match.nodes("call")[0]
    name = called_name(call)
    if name not in _WRITES and not _ENDS.match(name):
        return
    chain = _chain(call)
    owner, _, table = dotted(called(chain[0])[0]).rpartition(".")
    if not _CONTEXT.search(owner) or not table[:1].isupper() or table in _NO_SETS:
        return
    yield Access(
        lines=node_lines(call),
        scope=match.scope("call"),
        entity=f"{owner}.{table}",
        verb=_WRITES.get(name, "select"),
        filters=tuple(dict.fromkeys(_filters(chain))),
        sorts=tuple(_sorts(chain)),
        limited=bool(_SINGLE.match(name)) or any(called_name(each) == "Take" for each in chain),
        single=bool(_SINGLE.match(name)),
        looped=_looped(match, call),
    )


def _looped(match: Match, call: Node) -> bool:
    grammar = match.source.grammar
    return grammar is not None and grammar.looped(call)


def _chain(call: Node) -> list[Node]:
    """The calls of a chain, the first first."""
    found = [call]
    while (on := called(found[-1])[0]) is not None and on.type == "invocation_expression":
        found.append(on)
    return found[::-1]


def _filters(chain: list[Node]) -> Iterator[str]:
    """The members of the row that conditions compare."""
    for call in chain:
        name = called_name(call).removesuffix("Async")
        if name.startswith("Find"):
            yield "Id"
        for given in values(call) if name in _FILTERS else ():
            yield from _members(given)


def _members(function: Node) -> list[str]:
    named = function.child_by_field_name("parameters")
    if function.type != "lambda_expression" or named is None:
        return []
    row = node_text(named).strip("() ")
    pattern = rf"(?<![\w.]){re.escape(row)}\.(\w+)(?!\w*\()"
    return re.findall(pattern, node_text(function)) if row.isidentifier() else []


def _sorts(chain: list[Node]) -> Iterator[str]:
    for call in chain:
        name = called_name(call)
        for given in values(call)[:1] if name in _SORTS else ():
            minus = "-" if name.endswith("Descending") else ""
            yield from (f"{minus}{member}" for member in _members(given)[:1])
