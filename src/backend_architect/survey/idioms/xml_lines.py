"""XML with the lines of its elements, read by expat with everything dangerous refused.

A document type declaration is where entities are declared and outer files are named, so a text
that has one is not read at all: nothing can be expanded and nothing is fetched. Depth and number
of elements are bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat  # the parser below refuses document types

#: Elements looked at in one file, and how deep they may stand in one another.
LIMIT = 50_000
DEPTH = 100


class Unreadable(Exception):  # says what the text is; caught where it is read
    """The text is no XML, or more than is read here; `line` is where that shows."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass
class Element:
    """An element: its name without a namespace, its attributes, its own text, its lines and its
    children."""

    name: str
    first: int
    last: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line."""
        return self.first, self.last

    def all(self, *path: str) -> Iterator[Element]:
        """The elements below at this path of names."""
        if not path:
            yield self
            return
        for child in self.children:
            if child.name == path[0]:
                yield from child.all(*path[1:])

    def value(self, *path: str) -> str:
        """The text of the first element at this path, "" if there is none."""
        return next((found.text.strip() for found in self.all(*path)), "")


def read(data: bytes) -> Element:
    """The root element of a text. Raises `Unreadable`."""
    parser = expat.ParserCreate()
    top = Element("", 1)
    stack = [top]
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > LIMIT or len(stack) > DEPTH:
            raise Unreadable(parser.CurrentLineNumber)
        element = Element(name.rpartition(":")[2], parser.CurrentLineNumber, attributes=attributes)
        stack[-1].children.append(element)
        stack.append(element)

    def end(_: str) -> None:
        stack.pop().last = parser.CurrentLineNumber

    def text(data: str) -> None:
        stack[-1].text += data

    def refuse(*_: object) -> None:
        raise Unreadable(parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003  # expat's own signature
    except expat.ExpatError as trouble:
        raise Unreadable(trouble.lineno) from None
    return top.children[0] if top.children else top
