"""Liquibase's changelogs in XML, YAML and JSON.

Recognises: changes of tables, columns, keys, constraints and indexes, `sql` written in place;
properties of the same file; `include` with files as written, relative or not, whose order is that
of the changes; change sets for one database of several (PostgreSQL's, else the first named).
What `rollback` says is left out. Formatted SQL is read by the detector of migrations.
Versions seen: Liquibase 2 to 5.
Not recognised: `includeAll` (its files come in the order of their names), `sqlFile`, changes made
by Java classes (gaps), properties of other files.
Documentation: https://docs.liquibase.com/concepts/changelogs/home.html
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Habit, Revision, SchemaStep, Unresolved
from backend_architect.survey.idioms import xml_lines, yaml_lines
from backend_architect.survey.idioms.java.liquibase import (
    changelog_id,
    changes_of,
    filled,
    included_id,
    steps_of,
)
from backend_architect.survey.idioms.sql_steps import File
from backend_architect.survey.idioms.xml_lines import Element

_ENDINGS = (".xml", ".yaml", ".yml", ".json")
_MARK = b"databaseChangeLog"


@detector(anchors=("databaseChangeLog",))
def liquibase(match: Match) -> Iterator[Fact]:
    """The changes of a file, and where it and those it includes stand in the order of all."""
    path = match.source.path
    if not path.endswith(_ENDINGS) or _MARK not in match.source.data:
        return
    try:
        root = changes_of(path, match.source.data)
    except (xml_lines.Unreadable, yaml_lines.Unreadable) as trouble:
        lines, what = (trouble.line, trouble.line), "a changelog"
        reason = "It is not well-formed, or it describes too much."
        yield Unresolved(lines=lines, what=what, reason=reason, kind="unparsed")
        return
    if root.name != "databaseChangeLog":
        return
    yield from _order(root, path)
    said = list(_changed(root, path))
    yield from said
    if any(isinstance(fact, SchemaStep) for fact in said):
        yield Habit(lines=(root.first, root.first), kind="migration-tool", value="liquibase")


def _order(root: Element, path: str) -> Iterator[Fact]:
    """Each included file begins when the one before it has ended; all end before this one does."""
    own = changelog_id(path)
    before = f"begin {own}"
    included = list(root.all("include"))
    for each in included:
        relative = each.attributes.get("relativeToChangelogFile", "") == "true"
        id = included_id(path, each.attributes.get("file", ""), relative=relative)
        yield Revision(lines=each.lines, id=f"begin {id}", after=(before,))
        yield Revision(lines=each.lines, id=id, after=(f"begin {id}",))
        before = id
    if included:
        yield Revision(lines=(root.first, root.first), id=own, after=(before,))


def _changed(root: Element, path: str) -> Iterator[Fact]:
    sets = list(root.all("changeSet"))
    wanted = _database(sets)
    known = _properties(root, wanted)
    file = File(changelog_id(path), "liquibase", wanted if wanted in ("mysql", "sqlite") else "")
    for each in sets:
        if _is_for(each.attributes.get("dbms", ""), wanted):
            for change in _changes(each):
                yield from steps_of(change, file, known)
                if change.name in ("sqlFile", "customChange"):
                    what, reason = f"a change ({change.name})", "It stands in a file of its own."
                    yield Unresolved(lines=change.lines, what=what, reason=reason)


def _changes(each: Element) -> Iterator[Element]:
    """The changes of a set, which YAML wraps in a list of their own."""
    for child in each.children:
        if child.name == "changes":
            yield from child.children
        elif child.name not in ("rollback", "preConditions"):
            yield child


def _database(sets: list[Element]) -> str:
    """The database whose change sets are played: PostgreSQL where it is named, else the first."""
    named = [
        name.strip()
        for each in sets
        for name in each.attributes.get("dbms", "").split(",")
        if name.strip() and not name.strip().startswith("!")
    ]
    return "postgresql" if "postgresql" in named or not named else named[0]


def _is_for(dbms: str, wanted: str) -> bool:
    names = {name.strip() for name in dbms.split(",") if name.strip()}
    if f"!{wanted}" in names:
        return False
    plain = {name for name in names if not name.startswith("!")}
    return not plain or wanted in plain or "all" in plain


def _properties(root: Element, wanted: str) -> dict[str, str]:
    """The properties of a file; of those for several databases that of the wanted one."""
    known: dict[str, str] = {}
    for each in root.all("property"):
        name, value = each.attributes.get("name", ""), each.attributes.get("value", "")
        if name not in known and _is_for(each.attributes.get("dbms", ""), wanted):
            known[name] = filled(value, known)
    return known
