"""Configuration files of strangers are read without making objects or expanding anything."""

from __future__ import annotations

import pytest

from backend_architect.survey.idioms import xml_lines, yaml_lines


def test_yaml_entries_have_the_lines_of_their_keys() -> None:
    text = "a:\n  b: 1\n  c: |\n    two\n    lines\n\nd: [x, y]\n---\ne: z\n"
    found = [(e.keys, e.value, e.lines, e.document) for e in yaml_lines.entries(text)]
    assert found == [
        (("a", "b"), "1", (2, 2), 0),
        (("a", "c"), "two\nlines\n", (3, 5), 0),
        (("d", "0"), "x", (7, 7), 0),
        (("d", "1"), "y", (7, 7), 0),
        (("e",), "z", (9, 9), 1),
    ]


def test_merged_mappings_stand_below_their_own_keys() -> None:
    node = yaml_lines.documents("base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\n")[0]
    used = yaml_lines.mapping(yaml_lines.mapping(node)["use"])
    assert {key: yaml_lines.scalar(value) for key, value in used.items()} == {"x": "1", "y": "3"}


@pytest.mark.parametrize(
    "text",
    [
        "a: [unclosed",
        "a: " + "[" * 200 + "]" * 200,
        "a: &a [" + ", ".join("x" * 50) + "]\nb: &b [" + ", ".join(["*a"] * 50) + "]\nc: ["
        + ", ".join(["*b"] * 50) + "]\n",
        "a: !!python/object/apply:os.system [id]\n\tb: tab",
        "? \x00",
    ],
)  # fmt: skip
def test_yaml_that_is_broken_or_describes_too_much_is_not_read(text: str) -> None:
    with pytest.raises(yaml_lines.Unreadable):
        yaml_lines.documents(text)


def test_a_tag_of_python_makes_no_object() -> None:
    node = yaml_lines.documents("a: !!python/object/apply:os.system [id]\n")[0]
    value = yaml_lines.mapping(node)["a"]
    assert [yaml_lines.scalar(each) for each in yaml_lines.elements(value)] == ["id"]


def test_a_mapping_that_holds_itself_ends() -> None:
    with pytest.raises(yaml_lines.Unreadable):
        yaml_lines.documents("a: &a\n  b: *a\n")


def test_xml_elements_have_lines_and_no_namespace() -> None:
    root = xml_lines.read(b'<p:a xmlns:p="u">\n <b>\n  one</b>\n <b>two</b>\n</p:a>')
    assert (root.name, root.lines) == ("a", (1, 5))
    assert [(b.text.strip(), b.lines) for b in root.all("b")] == [("one", (2, 3)), ("two", (4, 4))]


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
        b"<a><b></a>",
        b"<a>" * 500,
        b"",
        b"<a>&undefined;</a>",
    ],
)
def test_xml_that_is_broken_or_declares_entities_is_not_read(data: bytes) -> None:
    with pytest.raises(xml_lines.Unreadable):
        xml_lines.read(data)
