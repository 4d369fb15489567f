from dataclasses import dataclass

from rich.table import Column, Table


@dataclass
class Sheet:
    title: str
    width: int = 3


def show() -> Table:
    return Table(Column("name"), title="x")
