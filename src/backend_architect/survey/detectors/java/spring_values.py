"""Fields and parameters of Java that hold what configuration tells.

Recognises: `@Value("${key:default}")` on fields and on parameters of constructors and methods,
MicroProfile's `@ConfigProperty(name = "key", defaultValue = "...")`.
Versions seen: Spring 3 to 7, MicroProfile Config 1 to 3.
Not recognised: classes bound as a whole (`@ConfigurationProperties`), expressions (`#{...}`).
Documentation: https://docs.spring.io/spring-framework/reference/core/beans/annotation-config/value-annotations.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Bound, Fact
from backend_architect.survey.grammars.java.text import qualified
from backend_architect.survey.idioms.addresses import is_secret, without_credentials
from backend_architect.survey.idioms.java.annotations import name_of, text
from backend_architect.survey.idioms.java.spring_properties import PLACEHOLDER, bound

_DECLARED = ("field_declaration", "formal_parameter")


@detector(
    language="java",
    anchors=("@Value", "@ConfigProperty"),
    query="""
((annotation name: (identifier) @_name) @value (#any-of? @_name "Value" "ConfigProperty"))
""",
)
def spring_values(match: Match) -> Iterator[Fact]:
    """One binding for a field or parameter that is told by one key."""
    annotation = match.nodes("value")[0]
    declared = annotation.parent.parent if annotation.parent is not None else None
    key, default = _key(annotation)
    if declared is None or declared.type not in _DECLARED or not key or is_secret(key):
        return
    scope = match.scope("value")
    for name in _names(declared):
        yield Bound(
            lines=node_lines(declared),
            scope=scope,
            name=f"{_owner(declared)}.{name}".lstrip("."),
            key=bound(key),
            default=default,
        )


def _key(annotation: Node) -> tuple[str, str | None]:
    if name_of(annotation) == "ConfigProperty":
        return text(annotation, "name"), text(annotation, "defaultValue") or None
    found = PLACEHOLDER.fullmatch(text(annotation, "value").strip())
    if found is None:
        return "", None
    return found[1], without_credentials(found[2]) if found[2] is not None else None


def _names(declared: Node) -> Iterator[str]:
    for declarator in declared.children_by_field_name("declarator") or [declared]:
        name = declarator.child_by_field_name("name")
        if name is not None:
            yield node_text(name)


def _owner(declared: Node) -> str:
    return qualified(declared)
