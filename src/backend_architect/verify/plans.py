"""What the planner would do for an access path at the planned volume, and whether that is good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from backend_architect.languages.postgresql.names import identifier, table_name
from backend_architect.measures.access import AccessPath
from backend_architect.measures.volume import distinct_values, volume_of, width_of
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief
from backend_architect.model.data import Column, Table
from backend_architect.ports.lab import ColumnStatistics, Database

#: A scan that reads more rows than this is a scan of a large table.
LARGE = 10_000
#: Sorting more rows than this to hand out one page is work an index would save.
MOST_SORTED = 1_000

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Explained:
    """The plan of one access path: its nodes in one line, its cost, and what is wrong with it."""

    path: AccessPath
    sql: str
    nodes: str
    cost: float
    fault: str


def select_of(model: Model, path: AccessPath) -> str:
    """The query an access path stands for, with one parameter for each compared column."""
    table = table_name(model.get(path.table, Table))
    names = [identifier(model.get(column, Column).name) for column in path.equals]
    wheres = [f"{name} = ${number}" for number, name in enumerate(names, start=1)]
    sql = f"SELECT * FROM {table}"  # noqa: S608 - names are quoted
    sql += f" WHERE {' AND '.join(wheres)}" if wheres else ""
    sql += f" ORDER BY {', '.join(_order(model, path))}" if path.sorts else ""
    return sql + (f" LIMIT {path.limit}" if path.limit is not None else "")


def _order(model: Model, path: AccessPath) -> Iterator[str]:
    for sort in path.sorts:
        name = identifier(model.get(sort.removeprefix("-"), Column).name)
        yield f"{name} DESC" if sort.startswith("-") else name


def believe_in_rows(
    database: Database, model: Model, brief: Brief, tables: Iterable[Table], absent: Iterable[str]
) -> None:
    """Make the planner believe that each table holds its planned rows. Raises `Unavailable`."""
    left_out = frozenset(absent)
    for table in (each for each in tables if each.id not in left_out):
        columns = [column for column in model.columns_of(table) if column.id not in left_out]
        database.pretend(
            f"{table.schema}.{table.name}" if table.schema else table.name,
            volume_of(brief, table).rows,
            [
                ColumnStatistics(
                    column=column.name,
                    distinct=distinct_values(model, brief, column),
                    average_width=width_of(column),
                )
                for column in columns
            ],
            row_width=sum(map(width_of, columns)) or 1,
        )


def explained(database: Database, model: Model, path: AccessPath, rows: int) -> Explained:
    """The plan of a path over a table of that many rows. Raises `SqlRefused`."""
    sql = select_of(model, path)
    plan = database.explain(sql)
    nodes = tuple(_walk(plan))
    line = " > ".join(_named(node) for node, _ in nodes)
    fault = next((said for node, above in nodes if (said := _fault(node, above, rows))), "")
    return Explained(path, sql, line, round(float(plan["Total Cost"]), 1), fault)


def _walk(plan: Node, above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    yield plan, above
    for child in plan.get("Plans", ()):
        yield from _walk(child, (*above, plan))


def _named(node: Node) -> str:
    index = node.get("Index Name")
    return f"{node['Node Type']} using {index}" if index else str(node["Node Type"])


def _fault(node: Node, above: tuple[Node, ...], rows: int) -> str:
    kind = node["Node Type"]
    limit = next((each for each in above if each["Node Type"] == "Limit"), None)
    if kind == "Seq Scan":
        read = rows * _share_read(node, limit, above)
        if read > LARGE:
            return f"reads about {round(read):,} rows one after the other"
    if kind == "Sort" and limit is not None:
        sorted_rows = max(float(child["Plan Rows"]) for child in node["Plans"])
        if sorted_rows > MOST_SORTED:
            return f"sorts about {round(sorted_rows):,} rows to hand out {limit['Plan Rows']}"
    return ""


def _share_read(scan: Node, limit: Node | None, above: tuple[Node, ...]) -> float:
    """The part of a scan that is done before the page above it is full, by the planner's costs.

    A sort in between needs all rows first, and so does a scan without a limit.
    """
    between = [node["Node Type"] for node in above[above.index(limit) + 1 :]] if limit else []
    if limit is None or "Sort" in between or not scan["Total Cost"]:
        return 1.0
    return min(1.0, float(limit["Total Cost"]) / float(scan["Total Cost"]))
