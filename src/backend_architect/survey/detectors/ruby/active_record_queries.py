"""Active Record: queries.

Recognises: chains that begin with a class (`Order.where(state: 1).order(:number).first`): filters
with columns written out, sorts, limits, and what reads, counts, creates, changes or deletes.
Versions seen: Rails 4 to 8.
Not recognised: queries through associations (`user.orders`) and scopes.
Documentation: https://guides.rubyonrails.org/active_record_querying.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.model.data import QueryVerb
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Access, Fact
from backend_architect.survey.grammars.ruby.text import (
    dotted,
    field_of,
    given_to,
    literal,
    method_of,
    texts,
)
from backend_architect.survey.idioms.ruby.aside import is_aside

_VERBS: dict[str, QueryVerb] = {
    "create": "insert", "create!": "insert", "insert": "insert", "insert_all": "insert",
    "insert_all!": "insert", "find_or_create_by": "insert", "find_or_create_by!": "insert",
    "first_or_create": "insert", "first_or_create!": "insert", "import": "insert",
    "create_or_find_by": "insert", "upsert": "update", "upsert_all": "update",
    "update_all": "update", "update": "update", "update!": "update", "update_counters": "update",
    "delete_all": "delete", "destroy_all": "delete", "delete_by": "delete", "destroy_by": "delete",
    "delete": "delete", "destroy": "delete",
}  # fmt: skip
_READS = frozenset(
    ("where", "find", "find_by", "find_by!", "all", "first", "last", "take", "order", "limit",
     "joins", "includes", "preload", "eager_load", "left_joins", "left_outer_joins", "select",
     "pluck", "count", "exists?", "not", "group", "sum", "average", "minimum", "maximum", "ids",
     "find_each", "find_in_batches", "in_batches", "distinct", "lock", "pick", "reorder",
     "unscoped", "none?", "any?", "find_or_initialize_by", "first!", "last!", "find_by_sql")
)  # fmt: skip
_FILTERS = ("where", "find_by", "find_by!", "exists?", "not", "find_or_create_by", "rewhere",
            "find_or_create_by!", "find_or_initialize_by", "delete_by", "destroy_by")  # fmt: skip
_SINGLE = frozenset(
    ("find", "find_by", "find_by!", "first", "last", "take", "first!", "last!", "exists?", "count",
     "sum", "average", "minimum", "maximum", "pick", "find_or_create_by", "find_or_create_by!",
     "find_or_initialize_by", "first_or_create", "first_or_create!")
)  # fmt: skip
_LIMITS = frozenset(("limit", "page", "per", "find_each", "in_batches", "find_in_batches"))
#: What Ruby and its frameworks bring along and has methods of these names, too.
_LIBRARIES = frozenset(
    ("ActiveSupport", "ActionController", "ActionDispatch", "ActiveModel", "ActionView", "Rails",
     "File", "Dir", "FileUtils", "Pathname", "Hash", "Array", "Set", "Struct", "Time", "Date",
     "DateTime", "Process", "Thread", "I18n", "Etc", "Net", "Faraday", "HTTParty", "RestClient",
     "Redis", "Sidekiq", "Stripe", "Aws", "Rack", "Gem", "Bundler", "CSV", "Zip", "Tempfile",
     "Nokogiri", "Typhoeus", "ObjectSpace", "Random", "SecureRandom", "Timeout", "URI", "Twilio")
)  # fmt: skip
_COLUMN = re.compile(r"^\s*(?:\w+\.)?(\w+)\s*(?:=|<|>|IN\b|LIKE\b|ILIKE\b|IS\b)", re.IGNORECASE)


@detector(
    language="ruby",
    anchors=tuple(f".{name}" for name in sorted(_READS | _VERBS.keys())),
    query="""
    ((call receiver: [(constant) (scope_resolution)] @model method: (identifier)) @call)
    """,
)  # fmt: skip
def active_record_queries(match: Match) -> Iterator[Fact]:
    """One access for each chain."""
    call, path = match.nodes("call")[0], match.source.path
    entity = dotted(match.nodes("model")[0])
    first = method_of(call)
    if is_aside(path) or "db/" in path or first not in _READS | _VERBS.keys():
        return
    if entity.rpartition(".")[2].isupper() or entity.partition(".")[0] in _LIBRARIES:
        return
    links = list(_chain(call))
    names = {method_of(link) for link in links}
    single = bool(names & _SINGLE)
    grammar = match.source.grammar
    yield Access(
        lines=(node_lines(call)[0], node_lines(links[-1])[1] if not _blocked(links[-1]) else
               node_lines(call)[0]),
        scope=match.scope("call"), entity=entity, single=single,
        verb=next((_VERBS[n] for n in map(method_of, links) if n in _VERBS), "select"),
        filters=tuple(dict.fromkeys(f for link in links for f in _filters(link))),
        sorts=tuple(dict.fromkeys(s for link in links for s in _sorts(link))),
        limited=single or bool(names & _LIMITS),
        looped=grammar is not None and grammar.looped(call), raw="find_by_sql" in names,
    )  # fmt: skip


def _chain(call: Node) -> Iterator[Node]:
    """The calls of a chain, from the first on."""
    node: Node | None = call
    while node is not None:
        yield node
        above = node.parent
        on = above is not None and above.type == "call" and field_of(above, "receiver") == node
        node = above if on else None


def _blocked(call: Node) -> bool:
    return given_to(call).block is not None


def _filters(link: Node) -> Iterator[str]:
    method, given = method_of(link), given_to(link)
    if method == "find":
        yield "id"
    if method not in _FILTERS:
        return
    for name, value in given.named.items():
        if value.type != "hash":
            yield name
    for value in given.values[:1]:
        found = _COLUMN.match(literal(value) or "")
        if found:
            yield found[1]


def _sorts(link: Node) -> Iterator[str]:
    if method_of(link) not in ("order", "reorder"):
        return
    given = given_to(link)
    for value in given.values:
        for text in texts(value):
            words = text.split()
            if words and words[0].replace("_", "").isalnum():
                yield ("-" if words[-1].lower() == "desc" else "") + words[0]
    for name, value in given.named.items():
        yield ("-" if node_text(value).strip(":").lower() == "desc" else "") + name
