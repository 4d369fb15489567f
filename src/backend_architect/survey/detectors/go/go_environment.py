"""Settings that a program in Go reads from its environment, by name only.

Recognises: `os.Getenv`, `os.LookupEnv` and `viper.Get...` with a literal name in capitals;
functions whose name ends in `env` (`getEnv("X", "default")`); `env:"X"` tags (caarlos0/env,
envconfig, cleanenv) and viper's `mapstructure:"X"` tags in capitals.
Versions seen: all.
Not recognised: names made when the program runs.
Documentation: https://pkg.go.dev/os#Getenv, https://github.com/caarlos0/env
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, SettingFact
from backend_architect.survey.grammars.go.text import text_of

_NAME = re.compile(r"[A-Z][A-Z0-9_]{2,}\Z")
_TAG = re.compile(r'\b(?:env|envconfig|mapstructure):"([A-Z][A-Z0-9_]*)')


@detector(
    language="go",
    anchors=(
        "env(",
        "Env(",
        "ENV(",
        "EnvOr",
        "EnvWith",
        "EnvAs",
        "EnvInt",
        "EnvBool",
        "EnvString",
        "viper.Get",
        'env:"',
        'envconfig:"',
        'mapstructure:"',
    ),
    query="""
(call_expression
  function: [(identifier) @_reads (selector_expression) @_reads]
  arguments: (argument_list . (interpreted_string_literal) @name)
  (#match? @_reads "([eE]nv|ENV|Env(Or|With)Default|Env(As)?(Int|Bool|String))$|^viper[.]Get"))
(field_declaration tag: (_) @tag (#match? @tag "(env|envconfig|mapstructure):"))
""",
)
def go_environment(match: Match) -> Iterator[Fact]:
    """One setting for each name that is read."""
    tag, name = match.node("tag"), match.node("name")
    if tag is not None:
        for found in _TAG.findall(text_of(tag)):
            yield SettingFact(lines=node_lines(tag), scope=match.scope("tag"), name=found)
    elif name is not None and _NAME.match(text_of(name)):
        yield SettingFact(lines=node_lines(name), scope=match.scope("name"), name=text_of(name))
