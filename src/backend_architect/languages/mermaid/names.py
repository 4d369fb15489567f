"""Identifiers and labels that cannot break out of their place.

An identifier keeps ASCII letters and digits; any other character becomes its code point in
hexadecimal between underscores, and an "n" in front keeps it clear of mermaid's keywords. Labels
keep letters, digits and harmless punctuation; the rest becomes `#code;`, mermaid's own escape, so
that neither quotes, comments, directives (`%%{`), HTML, Markdown nor a code fence around the
diagram can be opened. Invisible and direction-changing characters are dropped.
"""

from __future__ import annotations

import html
import re
import unicodedata

_OTHER = re.compile(r"[^A-Za-z0-9]")
_CODE = re.compile(r"_([0-9a-f]+)_")
_HARMLESS = frozenset(" .,/()-_+=*!?'")
_ENTITY = re.compile(r"#(\d{1,7}|[A-Za-z]\w*);")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TYPE = re.compile(r"[^A-Za-z0-9()\[\]_]+")


def node_id(id: str) -> str:
    """A mermaid identifier for any text; different texts get different ones."""
    return "n" + _OTHER.sub(lambda match: f"_{ord(match.group()):x}_", id)


def original_id(written: str) -> str:
    """The text that `node_id` was given."""
    return _CODE.sub(lambda match: chr(int(match.group(1), 16)), written.removeprefix("n"))


def escaped(text: str) -> str:
    """`text` on one line as the inside of a quoted label."""
    visible = "".join(_escaped(character) for character in " ".join(text.split()))
    return " ".join(visible.split())


def _escaped(character: str) -> str:
    if character in _HARMLESS or (character.isascii() and character.isalnum()):
        return character
    category = unicodedata.category(character)
    if category[0] == "C" or category in ("Zl", "Zp"):
        return ""
    return character if category[0] in "LN" else f"#{ord(character)};"


def lines(text: str) -> str:
    """The lines of `text`, escaped, with mermaid's line break between them."""
    return "<br/>".join(filter(None, (escaped(line) for line in text.splitlines())))


def unescaped(label: str) -> str:
    """What a label shows."""
    return _ENTITY.sub(_meant, _BREAK.sub("\n", label))


def _meant(match: re.Match[str]) -> str:
    code = match.group(1)
    if code.isdigit():
        return chr(int(code)) if int(code) <= 0x10FFFF else match.group()
    shown = html.unescape(f"&{code};")
    return match.group() if shown.startswith("&") and code != "amp" else shown


def attribute_type(type: str) -> str:
    """A type as one word: `numeric(12,2)` is `numeric(12_2)`."""
    word = _TYPE.sub("_", type).strip("_")
    return word if word[:1].isalpha() else f"t_{word}"


def attribute_name(name: str) -> str:
    """A column's name as it is, or in the form of `node_id` where mermaid would not take it."""
    return name if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) else node_id(name)
