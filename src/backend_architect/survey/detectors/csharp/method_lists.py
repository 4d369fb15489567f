"""Lists of HTTP methods that classes keep for `MapMethods`.

Recognises: properties and fields of a type such as `string[]` that hold methods as texts or as
members of `HttpMethod` and `HttpMethods`; for a class of one endpoint with its `Route`, `Methods`
and `Handle`.
Versions seen: .NET 6 to 10.
Not recognised: lists that are computed.
Documentation:
https://learn.microsoft.com/en-us/dotnet/api/microsoft.aspnetcore.builder.endpointroutebuilderextensions.mapmethods
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Definition, Fact, Literally
from backend_architect.survey.grammars.csharp.text import own_name, qualified

_LISTED = re.compile(r"string\s*(?:\[\]|>)")
_METHOD = re.compile(
    r"(?:HttpMethods?\.(?=\w)|\"(?=\w+\"))(GET|POST|PUT|DELETE|PATCH)\b", re.IGNORECASE
)


@detector(
    language="csharp",
    anchors=("HttpMethod.", "HttpMethods.", "string[]", "<string>"),
    query="""
(property_declaration) @member
(field_declaration) @member
""",
)
def method_lists(match: Match) -> Iterator[Fact]:
    """The methods of a list as a value of its class, called by the list's name and "@method"."""
    member = match.nodes("member")[0]
    text = node_text(member)
    before = re.split(r"=|\{", text, maxsplit=1)[0]
    found = tuple(dict.fromkeys(word.upper() for word in _METHOD.findall(text)))
    name = _name(member)
    if found and name and _LISTED.search(before):
        scope, lines = name.rpartition(".")[0], node_lines(member)
        yield Definition(
            lines=lines, scope=scope, name=f"{name}@method", kind="value",
            value=Literally(text=",".join(found)),
        )  # fmt: skip


def _name(member: Node) -> str:
    """The qualified name of a property or of a field's first variable."""
    declared = next((n for n in member.named_children if n.type == "variable_declaration"), member)
    variables = [n for n in declared.named_children if n.type == "variable_declarator"]
    name = own_name(variables[0] if variables else member)
    around = member.parent.parent if member.parent is not None else None
    return f"{qualified(around)}.{name}" if name and around is not None else ""
