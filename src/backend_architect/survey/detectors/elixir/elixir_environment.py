"""Settings that a program in Elixir reads from its environment, by name only.

Recognises: `System.get_env("NAME")`, `System.fetch_env!("NAME")`, `System.fetch_env("NAME")`.
Versions seen: all.
Not recognised: names that are computed.
Documentation: https://hexdocs.pm/elixir/System.html#get_env/2
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, SettingFact
from backend_architect.survey.grammars.elixir.text import literal


@detector(
    language="elixir",
    anchors=("System.",),
    query="""
    ((call target: (dot left: (alias) @_system right: (identifier) @_reads)
      (arguments . (string) @name))
      (#eq? @_system "System") (#any-of? @_reads "get_env" "fetch_env!" "fetch_env"))
    """,
)
def elixir_environment(match: Match) -> Iterator[Fact]:
    """One setting for each name that is read."""
    node = match.nodes("name")[0]
    name = literal(node)
    if name:
        yield SettingFact(lines=node_lines(node), scope=match.scope("name"), name=name)
