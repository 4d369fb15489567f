"""Definitions of constraints, of a table or of one column, as CREATE and ALTER write them."""

from __future__ import annotations

from backend_architect.languages.postgresql.cursor import Cursor, NotUnderstood
from backend_architect.languages.postgresql.operations import (
    ConstraintDefinition,
    ConstraintKind,
    TableName,
)
from backend_architect.model.data import OnDelete

_ACTS: dict[str, OnDelete] = {"CASCADE": "cascade", "RESTRICT": "restrict"}
_AFTER_EXCLUDE = frozenset({"DEFERRABLE", "INITIALLY", "NOT"})


def constraint(cursor: Cursor, *, column: str = "") -> ConstraintDefinition | None:
    """Pass a constraint, of the table or (with `column`) of that column; None where none comes
    next. Raises `NotUnderstood`."""
    start = cursor.index
    name = ""
    if cursor.accept("CONSTRAINT"):
        cursor.accept("IF", "NOT", "EXISTS")
        named = not cursor.any_ahead(frozenset({"PRIMARY", "UNIQUE", "FOREIGN", "CHECK"}))
        name = cursor.name() if named else ""
    reader = _ConstraintReader(cursor, start, name, column)
    found = reader.read()
    if found is None:
        cursor.index = start
    return found


class _ConstraintReader:
    def __init__(self, cursor: Cursor, start: int, name: str, column: str) -> None:
        self.cursor = cursor
        self.start = start
        self.name = name
        self.column = column

    def read(self) -> ConstraintDefinition | None:
        cursor = self.cursor
        if cursor.accept("PRIMARY", "KEY") or (self.column and cursor.accept("KEY")):
            return self._key("primary")
        if cursor.accept("UNIQUE"):
            cursor.accept_any(frozenset({"KEY", "INDEX"}))
            return self._key("unique")
        if cursor.ahead("REFERENCES") or cursor.accept("FOREIGN", "KEY"):
            return self._foreign_key()
        if cursor.accept("CHECK"):
            expression = cursor.sql(cursor.skip_group())
            return self._made("check", expression=expression)
        if cursor.accept("EXCLUDE"):
            return self._made(
                "exclude",
                expression=cursor.sql(
                    cursor.skip_until(lambda token: token.upper in _AFTER_EXCLUDE)
                ),
            )
        return None

    def _key(self, kind: ConstraintKind) -> ConstraintDefinition:
        cursor = self.cursor
        cursor.accept_any(frozenset({"CLUSTERED", "NONCLUSTERED"}))
        cursor.accept("NULLS", "NOT", "DISTINCT") or cursor.accept("NULLS", "DISTINCT")
        if self.column:
            cursor.accept_any(frozenset({"ASC", "DESC"}))
            return self._made(kind, columns=(self.column,))
        if cursor.accept("USING", "INDEX"):
            return self._made(kind, using_index=cursor.name())
        if not cursor.ahead("(") and not cursor.ahead("USING"):
            self.name = cursor.name() if kind == "unique" else self.name
        if cursor.accept("USING"):
            cursor.take()
        return self._made(kind, columns=cursor.names())

    def _foreign_key(self) -> ConstraintDefinition:
        cursor = self.cursor
        columns: tuple[str, ...] = (self.column,)
        if not self.column:
            if not cursor.ahead("("):
                index = cursor.name()
                self.name = self.name or index
            columns = cursor.names()
        cursor.expect("REFERENCES")
        table = cursor.table_name()
        ref_columns = cursor.names() if cursor.ahead("(") else ()
        on_delete = self._acts()
        return self._made(
            "foreign",
            columns=columns,
            ref_table=table,
            ref_columns=ref_columns,
            on_delete=on_delete,
        )

    def _acts(self) -> OnDelete:
        cursor = self.cursor
        chosen: OnDelete = "no action"
        while True:
            if cursor.accept("MATCH"):
                cursor.take()
            elif cursor.accept("ON", "DELETE"):
                chosen = self._act()
            elif cursor.accept("ON", "UPDATE"):
                self._act()
            else:
                return chosen

    def _act(self) -> OnDelete:
        cursor = self.cursor
        if cursor.accept("NO", "ACTION"):
            return "no action"
        if cursor.accept("SET"):
            word = cursor.accept_any(frozenset({"NULL", "DEFAULT"}))
            cursor.skip_optional_group()
            if word:
                return "set null" if word == "NULL" else "set default"
        word = cursor.take().upper
        if word not in _ACTS:
            raise NotUnderstood("the act of a foreign key is not known")
        return _ACTS[word]

    def _made(
        self,
        kind: ConstraintKind,
        *,
        columns: tuple[str, ...] = (),
        ref_table: TableName | None = None,
        ref_columns: tuple[str, ...] = (),
        on_delete: OnDelete = "no action",
        expression: str = "",
        using_index: str = "",
    ) -> ConstraintDefinition:
        not_valid = self._attributes()
        return ConstraintDefinition(
            kind=kind,
            name=self.name,
            columns=columns or ((self.column,) if self.column else ()),
            ref_table=ref_table,
            ref_columns=ref_columns,
            on_delete=on_delete,
            expression=expression,
            using_index=using_index,
            not_valid=not_valid,
            lines=self.cursor.lines(self.start),
        )

    def _attributes(self) -> bool:
        """Pass what may follow any constraint; True for NOT VALID."""
        cursor, not_valid = self.cursor, False
        while not cursor.done:
            if cursor.accept("NOT", "VALID"):
                not_valid = True
            elif cursor.accept("INCLUDE") or cursor.accept("WITH"):
                cursor.skip_group()
            elif self._attribute_with_value():
                cursor.take()
            elif not self._plain_attribute():
                break
        return not_valid

    def _attribute_with_value(self) -> bool:
        cursor = self.cursor
        for words in (("INITIALLY",), ("ON", "CONFLICT"), ("USING", "INDEX", "TABLESPACE")):
            if cursor.accept(*words):
                return True
        return not self.column and bool(cursor.accept_any(frozenset({"USING", "COMMENT"})))

    def _plain_attribute(self) -> bool:
        cursor = self.cursor
        for words in (("NOT", "DEFERRABLE"), ("NO", "INHERIT"), ("NOT", "ENFORCED")):
            if cursor.accept(*words):
                return True
        return bool(cursor.accept_any(frozenset({"DEFERRABLE", "ENFORCED"})))
