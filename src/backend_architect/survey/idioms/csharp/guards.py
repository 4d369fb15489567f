"""What attributes of ASP.NET Core demand of callers.

`[Authorize]` asks who calls; with roles or a policy it asks what the caller may do, too. Other
filters count where their names say what they are for.
Source: https://learn.microsoft.com/en-us/aspnet/core/security/authorization/simple
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.facts import Guard, Literally, Name
from backend_architect.survey.grammars.csharp.text import dotted, expression
from backend_architect.survey.idioms.csharp.attributes import Attribute, attributes
from backend_architect.survey.idioms.guards import role_of

AUTHENTICATED = Guard(name="Authorize", role="authentication")
ANYBODY = Guard(name="AllowAnonymous", opens=True)
_ROLES = ("authentication", "authorization", "rate-limit", "csrf", "session")
_ANTIFORGERY = (
    "ValidateAntiForgeryToken",
    "AutoValidateAntiforgeryToken",
    "RequireAntiforgeryToken",
)


def guards_of(declared: Node) -> Iterator[Guard]:
    """The guards that the attributes of a class or method put before it."""
    for each in attributes(declared):
        yield from _guards(each)


def _guards(attribute: Attribute) -> Iterator[Guard]:
    if attribute.name == "AllowAnonymous":
        yield ANYBODY
    elif attribute.name == "Authorize":
        yield AUTHENTICATED
        demands = [attribute.named.get("Roles"), attribute.named.get("Policy"), *attribute.given]
        yield from demanded(node for node in demands if node is not None)
    elif attribute.name in _ANTIFORGERY:
        yield Guard(name=attribute.name, role="csrf")
    elif attribute.name == "EnableRateLimiting":
        yield Guard(name=attribute.name, role="rate-limit")
    else:
        yield from _filter(attribute)


def _filter(attribute: Attribute) -> Iterator[Guard]:
    """A filter by its type (`[ServiceFilter(typeof(ApiKeyFilter))]`) or its own name."""
    name = attribute.name
    if name in ("ServiceFilter", "TypeFilter") and attribute.given:
        kind = next(iter(attribute.given[0].named_children), None)
        name = dotted(kind) or name
    if role_of(name) in _ROLES and not name.startswith(("Allow", "Produces", "From")):
        yield Guard(name=name, role=role_of(name))


def demanded(given: Iterator[Node]) -> Iterator[Guard]:
    """What roles or policies are demanded, by their names."""
    for node in given:
        said = expression(node)
        if isinstance(said, Literally):
            yield Guard(name=f"Authorize {said.text}"[:80], role="authorization")
        elif isinstance(said, Name):
            yield Guard(name=f"Authorize {said.dotted}"[:80], role="authorization")
