import json
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from backend_architect.languages.mermaid.diagrams import (
    EntityDiagram,
    Flowchart,
    Fragment,
    Group,
    Message,
    NotMermaid,
    Sequence,
)
from backend_architect.languages.mermaid.read import read
from tests.languages.mermaid import drawings

RECORDED: dict[str, Any] = json.loads(drawings.VERDICTS.read_text())


def ours(text: str) -> dict[str, Any]:
    """This reader's answer in the form of the recorded verdicts."""
    found = read(text)
    match found:
        case NotMermaid():
            return {"accepted": False}
        case Flowchart():
            return {"accepted": True, **_flowchart(found)}
        case EntityDiagram():
            return {"accepted": True, **_tables(found)}
        case Sequence():
            return {"accepted": True, **_sequence(found)}


def _flowchart(chart: Flowchart) -> dict[str, Any]:
    return {
        "nodes": _sorted([each.id, each.label.strip()] for each in chart.nodes),
        "edges": _sorted(
            [each.source, each.target, each.label.strip(), each.dotted] for each in chart.edges
        ),
        "groups": _sorted([each.label.strip(), sorted(each.members)] for each in chart.groups),
    }


def _tables(diagram: EntityDiagram) -> dict[str, Any]:
    return {
        "nodes": _sorted(
            [
                each.id,
                each.label.strip(),
                [[a.type, a.name, list(a.keys), a.comment.strip()] for a in each.attributes],
            ]
            for each in diagram.entities
        ),
        "edges": _sorted(
            [each.parent, each.child, each.label.strip(), each.optional, each.single]
            for each in diagram.relations
        ),
    }


def theirs(verdict: dict[str, Any]) -> dict[str, Any]:
    """A recorded verdict in the same order, with relations turned round, the parent first."""
    edges = verdict.get("edges", [])
    if edges and len(edges[0]) == 5:
        edges = [_parent_first(*edge) for edge in edges]
    in_time = bool(edges) and len(edges[0]) == 3
    parts = {part: _sorted(verdict[part]) for part in ("nodes", "groups") if part in verdict}
    if "edges" in verdict:
        parts["edges"] = edges if in_time else _sorted(edges)
    return {**verdict, **parts}


def _parent_first(left: str, right: str, label: str, right_end: str, left_end: str) -> list[Any]:
    if left_end.endswith("MORE") and not right_end.endswith("MORE"):
        return [right, left, label, right_end == "ZERO_OR_ONE", False]
    single = not right_end.endswith("MORE")
    return [left, right, label, left_end == "ZERO_OR_ONE", single]


def _sequence(diagram: Sequence) -> dict[str, Any]:
    return {
        "nodes": _sorted([each.id, each.label, each.actor] for each in diagram.participants),
        "edges": [
            [each.source, each.target, each.text.strip()] for each in _messages(diagram.steps)
        ],
    }


def _messages(steps: tuple[Message | Fragment, ...]) -> Iterator[Message]:
    for step in steps:
        if isinstance(step, Message):
            yield step
        else:
            for branch in step.branches:
                yield from _messages(branch.steps)


def _sorted(rows: Any) -> list[Any]:
    return sorted(rows, key=json.dumps)


def test_the_verdicts_are_about_the_texts_of_today() -> None:
    assert list(RECORDED) == list(dict.fromkeys(drawings.texts()))


@pytest.mark.parametrize("text", drawings.texts())
def test_this_reader_says_what_mermaids_own_parser_says(text: str) -> None:
    assert ours(text) == theirs(RECORDED[text])


@pytest.mark.skipif(
    shutil.which("node") is None or not (drawings.ORACLE / "node_modules").is_dir(),
    reason="not proven: Node or the mermaid package is absent ('npm ci' in the oracle's folder)",
)
def test_the_recorded_verdicts_are_mermaids_own() -> None:
    texts = list(RECORDED)
    answer = subprocess.run(
        ["node", str(drawings.ORACLE / "oracle.mjs")],
        input=json.dumps(texts),
        capture_output=True,
        check=True,
        text=True,
    )
    assert dict(zip(texts, json.loads(answer.stdout), strict=True)) == RECORDED


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("flowchart LR\n  a --> b\n  a b\n", 3),
        ("flowchart LR\n%%{init: {}}%%\n  a\n", 1),
        ('flowchart LR\n  click a href "x"\n', 2),
        ("\n\ngibberish\n", 3),
        ("", 1),
        ("erDiagram\n  A {\n    int id\n", 2),
        ("sequenceDiagram\n  a->>b: x; a->>b: y\n", 2),
        ("sequenceDiagram\n  alt x\n", 2),
    ],
)
def test_what_is_refused_is_refused_with_its_line(text: str, line: int) -> None:
    found = read(text)
    assert isinstance(found, NotMermaid)
    assert found.line == line
    assert "gibberish" not in found.reason


def test_the_members_of_nested_groups_are_kept() -> None:
    found = read("flowchart LR\n subgraph a\n  x\n  subgraph b\n   y\n  end\n end\n x --> y\n")
    assert isinstance(found, Flowchart)
    assert found.groups == (
        Group(id="a", label="a", members=("x", "b")),
        Group(id="b", label="b", members=("y",)),
    )
