"""What is written above classes and methods: PHP's attributes, and annotations in comments.

`#[Route('/x', methods: ['GET'])]` and `@Route("/x", methods={"GET"})` say the same and are read to
the same. Source: https://www.doctrine-project.org/projects/doctrine-annotations/en/stable/index.html,
https://www.php.net/manual/en/language.attributes.php
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import Source, node_lines, node_text
from backend_architect.survey.facts import Expression, Import, Literally, Name, Opaque
from backend_architect.survey.grammars.php.text import arguments_of, expression, field_of
from backend_architect.survey.idioms.php.chains import is_array, pairs_of, texts_of

_AT = re.compile(r"(?<![\w@])@([A-Za-z_]\w*(?:\\\w+)*)[ \t]*(\(?)")
_STRING = re.compile(r'"((?:[^"]|"")*)"')
_PAIR = re.compile(r"\s*(?:([A-Za-z_]\w*)\s*=(?!=))?\s*(.*)\Z", re.DOTALL)
_CONSTANT = re.compile(r"\\?[A-Za-z_][\w\\]*::\w+")
#: Characters of a comment that are looked at.
LIMIT = 20_000


class Annotation(NamedTuple):
    """One of them. Arguments by name, the unnamed first one as ""; `texts` are those of a list or
    the one text, `keys` those of a list that has some."""

    name: str
    written: str
    lines: tuple[int, int]
    said: dict[str, Expression]
    texts: dict[str, tuple[str, ...]]

    def text(self, *names: str) -> str:
        """The first of the named arguments that is one text, else ""."""
        for name in names:
            found = self.said.get(name)
            if isinstance(found, Literally):
                return found.text
        return ""

    def list(self, *names: str) -> tuple[str, ...]:
        """The texts of the first of the named arguments that is there."""
        return next((self.texts[name] for name in names if name in self.texts), ())


def annotations_of(node: Node, source: Source) -> tuple[Annotation, ...]:
    """What is written above a class, method or property, attributes first."""
    del source
    return (*_attributes(node), *_in_comment(node))


def module_of(written: str, source: Source) -> str:
    """The full name of an annotation's class, as far as the file's imports tell; else ""."""
    head, _, rest = written.lstrip("\\").partition("\\")
    for fact in source.symbols:
        if isinstance(fact, Import) and fact.local == head:
            return f"{fact.module}\\{rest}" if rest else fact.module
    return written.lstrip("\\") if written.startswith("\\") else ""


# ---------------------------------------------------------------- attributes


def _attributes(node: Node) -> Iterator[Annotation]:
    listed = field_of(node, "attributes")
    for group in listed.named_children if listed is not None else ():
        for attribute in group.named_children:
            if attribute.type == "attribute" and attribute.named_children:
                yield annotation_of(attribute)


def annotation_of(node: Node) -> Annotation:
    """An attribute, or the construction of one (`new Get(uriTemplate: '/x')`)."""
    named = next(c for c in node.named_children if c.type in ("name", "qualified_name"))
    written = node_text(named)
    said: dict[str, Expression] = {}
    texts: dict[str, tuple[str, ...]] = {}
    for number, (name, value) in enumerate(arguments_of(node)):
        key = name or ("" if number == 0 else str(number))
        said[key] = expression(value)
        if not isinstance(said[key], Opaque) or is_array(value):
            texts[key] = _texts(value)
    return Annotation(written.rpartition("\\")[2], written, node_lines(node), said, texts)


def _texts(value: Node) -> tuple[str, ...]:
    """Texts of a list; a constant is the last part of its name (`Request::METHOD_GET`)."""
    found = list(texts_of(value))
    for _, each in pairs_of(value) if is_array(value) else [("", value)]:
        said = expression(each)
        if isinstance(said, Name):
            found.append(said.dotted.rpartition(".")[2].removeprefix("METHOD_"))
    return tuple(found)


# ---------------------------------------------------------------- comments


def _in_comment(node: Node) -> Iterator[Annotation]:
    comment = node.prev_named_sibling
    if comment is None or comment.type != "comment" or not node_text(comment).startswith("/**"):
        return
    first = node_lines(comment)[0]
    text = re.sub(r"(?m)^[ \t]*\*(?!/)", "", node_text(comment)[:LIMIT])
    for match in _AT.finditer(text):
        end = _closing(text, match.end()) if match[2] else match.end()
        inner = text[match.end() : end - 1] if match[2] else ""
        start = first + text.count("\n", 0, match.start())
        lines = (start, start + text.count("\n", match.start(), end))
        said, texts = _arguments(inner)
        yield Annotation(match[1].rpartition("\\")[2], match[1], lines, said, texts)


def _closing(text: str, start: int) -> int:
    """The place behind the parenthesis that closes one opened before `start`."""
    depth, quoted = 1, False
    for place in range(start, len(text)):
        char = text[place]
        quoted = quoted != (char == '"')
        if not quoted:
            depth += (char in "({") - (char in ")}")
        if depth == 0:
            return place + 1
    return len(text)


def _arguments(inner: str) -> tuple[dict[str, Expression], dict[str, tuple[str, ...]]]:
    said: dict[str, Expression] = {}
    texts: dict[str, tuple[str, ...]] = {}
    for number, part in enumerate(_split(inner)):
        pair = _PAIR.match(part)
        key = pair[1] if pair and pair[1] else ("" if number == 0 else str(number))
        value = (pair[2] if pair else part).strip()
        said[key] = _value(value)
        found = tuple(each.replace('""', '"') for each in _STRING.findall(value))
        if found:
            texts[key] = found
    return said, texts


def _split(inner: str) -> list[str]:
    """The parts between commas that stand in no string, list or parenthesis."""
    parts, depth, quoted, start = [], 0, False, 0
    for place, char in enumerate(inner):
        quoted = quoted != (char == '"')
        if quoted:
            continue
        depth += (char in "({") - (char in ")}")
        if char == "," and depth == 0:
            parts.append(inner[start:place])
            start = place + 1
    return [part for part in (*parts, inner[start:]) if part.strip()]


def _value(written: str) -> Expression:
    text = _STRING.fullmatch(written)
    if text is not None:
        return Literally(text=text[1].replace('""', '"'))
    if _CONSTANT.fullmatch(written):
        owner, _, name = written.lstrip("\\").partition("::")
        return Name(dotted=f"{owner}.{name}")
    if re.fullmatch(r"[\w.-]+", written):
        return Literally(text=written)
    return Opaque(source="")
