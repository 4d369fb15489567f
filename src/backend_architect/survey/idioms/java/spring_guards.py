"""What Spring Security's annotations and expressions demand.

`isAuthenticated()` asks who calls (authentication); roles, authorities, scopes and own checks ask
what the caller may do (authorization). Guards are named by the annotation and the identifiers it
demands, never by whole expressions.
(https://docs.spring.io/spring-security/reference/servlet/authorization/method-security.html)
"""

from __future__ import annotations

import re

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Guard
from backend_architect.survey.idioms.java.annotations import annotated

_CHECKING = ("PreAuthorize", "Secured", "RolesAllowed", "DenyAll")
_WORD = re.compile(r"[A-Za-z][\w:.-]{0,40}")
_NOISE = frozenset(("and", "or", "not", "value", "principal", "authentication", "T", "true"))


def guards_of(declared: Node) -> tuple[Guard, ...]:
    """The guards the annotations of a class or method put before it; who must have a role must
    have said who he is, too."""
    found = annotated(declared)
    guards = [_guard(name, found[name]) for name in _CHECKING if name in found]
    demands = tuple(guard for guard in guards if guard is not None)
    if any(guard.role == "authorization" for guard in demands):
        return Guard(name="authenticated", role="authentication"), *demands
    return demands


def opens(declared: Node) -> bool:
    """True if an annotation lets everybody in, whatever the class says."""
    found = annotated(declared)
    whole = node_text(found["PreAuthorize"]) if "PreAuthorize" in found else ""
    return "PermitAll" in found or "permitAll" in whole


def _guard(name: str, annotation: Node) -> Guard | None:
    written = node_text(annotation).partition("(")[2]
    if "permitAll" in written or "isAnonymous" in written:
        return None
    words = [word for word in _WORD.findall(written) if word not in _NOISE]
    if words and set(words) <= {"isAuthenticated", "isFullyAuthenticated"}:
        return Guard(name=words[0], role="authentication")
    return Guard(name=" ".join([name, *words[:4]]), role="authorization")
