"""Settings that a program in Ruby reads from its environment, by name only.

Recognises: `ENV["NAME"]`, `ENV.fetch("NAME")`, `ENV.key?("NAME")`.
Versions seen: all.
Not recognised: names that are computed.
Documentation: https://docs.ruby-lang.org/en/master/ENV.html
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, SettingFact
from backend_architect.survey.grammars.ruby.text import literal


@detector(
    language="ruby",
    anchors=("ENV",),
    query="""
    ((element_reference object: (constant) @_env . (string) @name) (#eq? @_env "ENV"))
    ((call receiver: (constant) @_env method: (identifier) @_reads
      arguments: (argument_list . (string) @name))
      (#eq? @_env "ENV") (#any-of? @_reads "fetch" "key?" "has_key?"))
    """,
)
def ruby_environment(match: Match) -> Iterator[Fact]:
    """One setting for each name that is read."""
    for node in match.nodes("name"):
        name = literal(node)
        if name:
            yield SettingFact(lines=node_lines(node), scope=match.scope("name"), name=name)
