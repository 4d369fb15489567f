"""Settings that a program in Java reads from its environment, by name only.

Recognises: `System.getenv("NAME")`, and Spring's `@Value("${NAME}")` and `getProperty("NAME")` with
a name in capitals.
Versions seen: all.
Not recognised: Spring's own keys (`spring.datasource.url`), which are no names of variables.
Documentation: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/System.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, SettingFact
from backend_architect.survey.grammars.java.text import text_of

_NAME = re.compile(r"[A-Z][A-Z0-9_]{2,}\Z")
_PLACEHOLDER = re.compile(r"\$\{([A-Z][A-Z0-9_]{2,})(?::[^}]*)?\}")


@detector(
    language="java",
    anchors=("getenv(", "getProperty(", "@Value("),
    query="""
(method_invocation
  name: (identifier) @_reads
  arguments: (argument_list . (string_literal) @name)
  (#any-of? @_reads "getenv" "getProperty" "getRequiredProperty"))
(annotation
  name: (identifier) @_value
  arguments: (annotation_argument_list [(string_literal) @text
    (element_value_pair value: (string_literal) @text)])
  (#eq? @_value "Value"))
""",
)
def java_environment(match: Match) -> Iterator[Fact]:
    """One setting for each name that is read."""
    name, text = match.node("name"), match.node("text")
    if name is not None and _NAME.match(text_of(name)):
        yield SettingFact(lines=node_lines(name), scope=match.scope("name"), name=text_of(name))
    elif text is not None:
        for found in _PLACEHOLDER.findall(text_of(text)):
            yield SettingFact(lines=node_lines(text), scope=match.scope("text"), name=found)
