"""How a column of a table with rows comes to be NOT NULL without a long lock."""

from __future__ import annotations

from msgspec.structs import replace

from backend_architect.languages.postgresql import doubts, transition, write
from backend_architect.migrate.move import Steps
from backend_architect.model.architecture import Model
from backend_architect.model.data import Column
from backend_architect.model.route import PhaseKind, Step


def require(
    move: str, phase: PhaseKind, model: Model, column: Column, *, filled: bool = False
) -> Steps:
    """A check that is not yet valid, its validation under a weak lock, NOT NULL which believes
    it, and the check's end. `filled` says that steps of the same phase before these fill the rows;
    otherwise none may be empty from the start."""
    ask = transition.ask_not_null(model, column)
    stop = transition.stop_asking_not_null(model, column)
    steps = [
        Step(
            move=move,
            element=column.id,
            doc=f"Ask of new and changed rows that {column.name} is not NULL.",
            up=ask,
            down=stop,
            needs="" if filled else doubts.empties(model, column),
            apart=True,
        ),
        Step(
            move=move,
            element=column.id,
            doc=f"Read the existing rows for {column.name}; readers and writers go on.",
            up=transition.confirm_not_null(model, column),
            apart=True,
        ),
        Step(
            move=move,
            element=column.id,
            doc=f"Make {column.name} NOT NULL; the check spares reading the table.",
            up=write.set_nullable(model, replace(column, nullable=False)),
            down=write.set_nullable(model, replace(column, nullable=True)),
            check=transition.column_is_required(model, column),
        ),
    ]
    done = f"The check of {column.name} has done its work."
    steps.append(Step(move=move, element=column.id, doc=done, up=stop, down=ask))
    yield from ((phase, step) for step in steps)
