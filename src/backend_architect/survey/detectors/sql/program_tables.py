"""Tables that programs make themselves: `CREATE TABLE` in their texts.

Recognises: in C#, Clojure, Haskell, Java, Kotlin, Scala and Swift, texts and quasi-quotes that
begin with a statement that makes or changes a table; they are played before migrations, in the
order of files and lines. Of a text that goes on behind something computed the table alone is said.
Versions seen: none apart; the languages' texts and SQL are meant, whatever library runs them.
Not recognised: names of tables that are computed, texts in tests and in comments.
Documentation: https://www.sqlite.org/lang_createtable.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import structs

from backend_architect.languages.postgresql.read import read
from backend_architect.languages.postgresql.tokens import Dialect, dialect_of
from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, SchemaStep
from backend_architect.survey.idioms.sql_steps import File, steps

_TESTS = re.compile(r"(?:^|/)(?:tests?|src/\w*[Tt]est|src/it)/|(?:Tests?|Spec|_test)\.\w+\Z")
_TEXT = re.compile(
    r'"""(?P<long>.*?)"""|"(?P<short>(?:\\.|[^"\\])*)"|\[\w*\|(?P<quasi>.*?)\|\]', re.DOTALL
)
_MAKES = re.compile(
    r"\s*(?:CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?[`\"\[]?(?P<table>(?!IF\b)[\w.]+)|ALTER\s+TABLE)",
    re.IGNORECASE,
)
_REMARK = re.compile(r"^\s*(?://|--|;|\*|/\*)")
_MARGIN = re.compile(r"^[ \t]*\|", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\"\\nt])|\\\s*\n\s*\\?")
_SPOKEN = {"postgres": "postgresql", "mysql": "mysql", "sqlite": "sqlite"}


@detector(
    language="programs", anchors=("CREATE TABLE", "create table", "ALTER TABLE", "alter table")
)
def program_tables(match: Match) -> Iterator[Fact]:
    """The steps of the texts of a program that make or change tables."""
    path = match.source.path
    if _TESTS.search(path):
        return
    source = match.source.text
    dialect: Dialect = "sqlite" if "sqlite" in source.lower() else dialect_of(source)
    for found in _TEXT.finditer(source):
        text = _plain(found)
        made = _MAKES.match(text)
        start = source.rfind("\n", 0, found.start()) + 1
        if made is not None and not _REMARK.match(source[start : found.start()]):
            line = source.count("\n", 0, found.start()) + 1
            yield from _steps(path, text, dialect, line, made["table"] or "")


def _plain(found: re.Match[str]) -> str:
    """What a literal says: without escapes, and without the margins of Scala's."""
    if found["short"] is not None:
        return _ESCAPED.sub(
            lambda each: "\n" if each[1] in (None, "n") else each[1], found["short"]
        )
    return _MARGIN.sub("", found["long"] or found["quasi"] or "")


def _steps(path: str, text: str, dialect: Dialect, line: int, table: str) -> Iterator[Fact]:
    file = File(f"0 1 {path} {line:06}", "sql", _SPOKEN[dialect])
    statements = [each for each in read(text, dialect) if each.section == "up"]
    said = [fact for fact in steps(statements, file) if not _computed(fact)]
    known = any(isinstance(fact, SchemaStep) for fact in said)
    if table and not known:
        yield SchemaStep(
            lines=(line, line), sequence=f"{file.sequence} 000000", tool="sql",
            act="create-table", table=table.rpartition(".")[2], dialect=file.dialect,
        )  # fmt: skip
    for fact in said:
        first, last = fact.lines
        yield _at(fact, (line + first - 1, line + last - 1))


def _computed(fact: Fact) -> bool:
    """True for a step on a table whose name the program puts in."""
    return isinstance(fact, SchemaStep) and re.fullmatch(r"[\w.-]+", fact.table) is None


def _at(fact: Fact, lines: tuple[int, int]) -> Fact:
    """The step with all its parts at the lines of the text."""
    if not isinstance(fact, SchemaStep):
        return structs.replace(fact, lines=lines)
    column, group = fact.column, fact.group
    return structs.replace(
        fact,
        lines=lines,
        column=structs.replace(column, lines=lines) if column is not None else None,
        group=structs.replace(group, lines=lines) if group is not None else None,
        columns=tuple(structs.replace(each, lines=lines) for each in fact.columns),
        groups=tuple(structs.replace(each, lines=lines) for each in fact.groups),
    )
