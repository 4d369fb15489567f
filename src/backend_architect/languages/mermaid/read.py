"""Mermaid text -> diagrams, by a strict grammar of our own.

No package from PyPI carries mermaid's own grammar without Node, and its JavaScript with an embedded
engine would weigh 26 MB. So this is not mermaid's parser: it is written from mermaid's
documentation for the three kinds of diagrams we write, and refuses what it does not know. The
official parser is its oracle in the tests: `tests/languages/mermaid/verdicts.json` holds what
mermaid 11 itself says of each text there (accepted or not, with nodes and edges), this reader must
say the same, and where Node and the package are at hand the recorded verdicts are made anew.

Known and passed over: comments, `classDef`, `class`, `style`, `linkStyle`, `direction`, `:::class`,
`autonumber`, `activate`, `deactivate`, `Note`. Not known, so refused: `click`, `@{ ... }` shapes,
front matter and directives.
"""

from __future__ import annotations

import re

from backend_architect.languages.mermaid.diagrams import Diagram, NotMermaid
from backend_architect.languages.mermaid.entities import read_entities
from backend_architect.languages.mermaid.flowchart import read_flowchart
from backend_architect.languages.mermaid.lines import Line, Refused
from backend_architect.languages.mermaid.sequence import read_sequence

_HEADER = re.compile(
    r"(?:(flowchart|graph)\s+(TB|TD|BT|LR|RL)\s*(?:;(.*))?|(erDiagram)|(sequenceDiagram))\Z"
)


def read(text: str) -> Diagram | NotMermaid:
    """The diagram in `text`, or where it stops being one."""
    found = [
        Line(number, line.strip())
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.strip().startswith("%%")
    ]
    if any("%%{" in line for line in text.splitlines()):
        return NotMermaid(line=1, reason="Directives are not read here.")
    header = _HEADER.match(found[0].text) if found else None
    if header is None:
        line = found[0].number if found else 1
        return NotMermaid(line=line, reason="The text does not begin with a known kind of diagram.")
    try:
        if header.group(1):
            first = Line(found[0].number, header.group(3) or "")
            return read_flowchart([first, *found[1:]], header.group(2))
        return read_entities(found[1:]) if header.group(4) else read_sequence(found[1:])
    except Refused as refusal:
        return NotMermaid(line=refusal.line, reason=refusal.reason)
