"""Laravel: the middleware that every request passes, in order.

Recognises: `$middleware` of the HTTP kernel; in `bootstrap/app.php` what `withMiddleware` is given:
`append`, `prepend`, `use`.
Versions seen: Laravel 5 to 12.
Not recognised: groups and aliases, which routes name themselves; Laravel's own default list.
Documentation: https://laravel.com/docs/middleware#global-middleware
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Chain, Fact
from backend_architect.survey.grammars.php.text import field_of
from backend_architect.survey.idioms.php.chains import link_of, receivers, values_of
from backend_architect.survey.idioms.php.guards import guards_in


@detector(
    language="php",
    anchors=("HttpKernel", "withMiddleware"),
    query="""
    (property_declaration (property_element name: (variable_name) @_name
      default_value: (array_creation_expression) @list) (#eq? @_name "$middleware")) @property
    (member_call_expression object: (variable_name) @_of name: (name) @_act
      (#eq? @_of "$middleware") (#any-of? @_act "append" "prepend" "use")) @call
    """,
)
def laravel_kernel(match: Match) -> Iterator[Fact]:
    """One link of the chain for each middleware."""
    listed, call = match.node("list"), match.node("call")
    if call is not None:
        around = (field_of(outer, "name") for outer in receivers(call))
        if not any(name is not None and node_text(name) == "withMiddleware" for name in around):
            return
        listed = link_of(call).argument(0)
    elif b"HttpKernel" not in match.source.data:
        return
    for each in values_of(listed):
        for guard in guards_in(each):
            yield Chain(lines=node_lines(each), router="", guard=guard)
