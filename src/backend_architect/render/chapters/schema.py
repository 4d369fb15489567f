"""The database schema that is added or changed: tables, relations, indexes, constraints."""

from __future__ import annotations

from backend_architect.languages.markdown.write import blocks, bullets, chapter, code, fenced, table
from backend_architect.languages.mermaid.write import write as drawn
from backend_architect.measures.diagrams import schema_picture
from backend_architect.model.architecture import Model
from backend_architect.model.changes import Altered, diff
from backend_architect.model.data import Column, ForeignKey, Index, Key, Table
from backend_architect.model.proposal import Dossier
from backend_architect.render.voice import keeps_files


def schema(dossier: Dossier) -> str:
    """New tables in full, changes of existing ones, and the picture."""
    model = dossier.proposal.to_be
    new = [each for each in model.tables if each.is_new]
    changed = _changes(dossier)
    if not new and not changed:
        return ""
    return chapter(
        "Database schema",
        fenced("mermaid", drawn(schema_picture(model))) if new else "",
        *(_table(model, each) for each in new),
        changed,
        _where(dossier) if new else "",
    )


def _where(dossier: Dossier) -> str:
    tried = "its DDL was run on a real PostgreSQL (see the proofs appendix)"
    if not keeps_files(dossier):
        return f"This is the specification; {tried}."
    return f"As SQL it is {code(f'{dossier.brief.slug}/schema.sql')}; {tried}."


def _name(model: Model, id: str) -> str:
    descending = " desc" if id.startswith("-") else ""
    return model.get(id.removeprefix("-"), Column).name + descending


def _names(model: Model, ids: tuple[str, ...]) -> str:
    return ", ".join(_name(model, id) for id in ids)


def _table(model: Model, each: Table) -> str:
    rows = (
        (
            code(c.name),
            code(c.type),
            "yes" if c.nullable else "no",
            code(c.default) if c.default else "identity" if c.identity else "",
            c.doc,
        )
        for c in model.columns_of(each)
    )
    planned = f" Planned for {each.rows:,} rows." if each.rows else ""
    return blocks(
        f"### {code(each.name)}",
        f"{each.doc}{planned}",
        table(("Column", "Type", "Null", "Default", "Meaning"), rows),
        bullets(_constraints(model, each)),
    )


def _constraints(model: Model, each: Table) -> list[str]:
    keys = [_key(model, key) for key in model.keys_of(each)]
    references = [_reference(model, key) for key in model.foreign_keys_of(each)]
    checks = [f"Check {code(check.expression)}" for check in model.checks_of(each)]
    indexes = [_index(model, index) for index in model.indexes_of(each)]
    return [*keys, *references, *checks, *indexes]


def _key(model: Model, key: Key) -> str:
    kind = "Primary key" if key.kind == "primary" else "Unique"
    return f"{kind} ({code(_names(model, key.columns))})"


def _reference(model: Model, key: ForeignKey) -> str:
    target = model.get(key.ref_table, Table)
    at = f" ({code(target.evidence[0].place)})" if target.evidence else ""
    refs = _names(model, key.ref_columns)
    return (
        f"Foreign key {code(_names(model, key.columns))} to {code(f'{target.name} ({refs})')}{at}, "
        f"on delete {key.on_delete}"
    )


def _index(model: Model, index: Index) -> str:
    unique = "Unique index" if index.unique else "Index"
    where = f" where {code(index.where)}" if index.where else ""
    return f"{unique} ({code(_names(model, index.columns))}){where}"


def _changes(dossier: Dossier) -> str:
    """What is added to or changed in tables that exist."""
    model = dossier.proposal.to_be
    lines = []
    for change in diff(dossier.as_is, model).changes:
        after = getattr(change, "after", None)
        if not isinstance(after, Column | Index | Key | ForeignKey):
            continue
        owner = model.get(after.table, Table)
        if owner.is_new:
            continue
        verb = "changed" if isinstance(change, Altered) else "added"
        lines.append(f"{code(owner.name)}: {_part(model, after)} {verb}")
    return blocks("### Changes to existing tables", bullets(lines)) if lines else ""


def _part(model: Model, part: Column | Index | Key | ForeignKey) -> str:
    if isinstance(part, Column):
        return f"column {code(f'{part.name} {part.type}')}"
    if isinstance(part, Index):
        return _index(model, part)
    return _key(model, part) if isinstance(part, Key) else _reference(model, part)
