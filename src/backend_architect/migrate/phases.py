"""What a phase says about itself: goal, precondition, check, way back, what is final."""

from __future__ import annotations

from math import ceil

from backend_architect.migrate.sheets import table_of
from backend_architect.model.architecture import Model
from backend_architect.model.data import Store
from backend_architect.model.route import Phase, PhaseKind, Step

#: The most days a phase is said to take; what needs longer should be two changes.
MOST_DAYS = 6.0

GOALS: dict[PhaseKind, str] = {
    "expand": "Add what is new beside what runs; the code in production goes on unchanged.",
    "backfill": "Bring the rows that exist to where the new schema wants them, and confirm it.",
    "switch": "Release the code that uses the new schema.",
    "contract": "Take away what nothing uses any longer, and bind what is left.",
}
_PRECONDITIONS: dict[PhaseKind, str] = {
    "expand": "All earlier migrations are applied, and a backup can be restored.",
    "backfill": "The check of the phase 'expand' holds.",
    "switch": "The checks of the phases before hold.",
    "contract": "The release of the switch has run alone, on every instance, for at least a week.",
}
_WAYS_BACK: dict[PhaseKind, str] = {
    "expand": "Run the ways back of the steps in reverse order. What was written into new tables"
    " and columns since then is lost; everything else is as before.",
    "backfill": "Stop; it can be taken up again at any time. Filled values harm nobody and go"
    " with their columns when 'expand' is taken back.",
    "switch": "Release the version before: the schema still serves it. What was entered through"
    " the new code stays stored, out of the old version's sight.",
    "contract": "Run the ways back of the steps in reverse order.",
}
_NOTHING_FINAL: dict[PhaseKind, str] = {
    "expand": "Nothing.",
    "backfill": "Nothing.",
    "switch": "Nothing in the schema; clients may come to rely on what they were given.",
    "contract": "Nothing is lost, but the version before the switch no longer runs on this schema.",
}
_TRANSLATE = (
    "This SQL is PostgreSQL's, and what was tried was tried on PostgreSQL; for any other database"
    " it must be translated and tried again before it is run."
)
_NO_OLD_TRANSACTION = (
    "SELECT count(*) FROM pg_stat_activity WHERE xact_start < now() - interval '1 minute';"
)
_NOT_YET = (
    "A migration tool runs whatever lies in its folder: the files of this phase go into the"
    " repository when the phase begins, not before."
)
_TIMEOUTS = (
    "A statement that waits for a lock makes everyone behind it wait: the transactions set"
    " lock_timeout to 5 seconds; when it strikes, nothing has happened, and they are run again."
    " No statement_timeout for the session may cut a validation, a batch or a concurrent build."
)


def phase(kind: PhaseKind, steps: tuple[Step, ...], models: tuple[Model, Model]) -> Phase:
    """The phase of these steps. `models` are to-be and as-is; steps name elements of either."""
    return Phase(
        kind=kind,
        goal=GOALS[kind],
        precondition=_precondition(kind, steps),
        steps=steps,
        check=_check(kind, steps),
        way_back=_way_back(kind, steps),
        irreversible=_irreversible(kind, steps),
        days=days(steps),
        risks=_risks(kind, steps, models),
    )


def days(steps: tuple[Step, ...]) -> float:
    """Half a day to prepare and watch the release and a quarter for each step, in half days, at
    most six: enough to compare phases, no promise."""
    return min(ceil((0.5 + 0.25 * len(steps)) * 2) / 2, MOST_DAYS)


def _precondition(kind: PhaseKind, steps: tuple[Step, ...]) -> str:
    questions = list(dict.fromkeys(step.needs for step in steps if step.needs))
    if any(step.up for step in steps):
        questions.append(_NO_OLD_TRANSACTION)
    zero = ["Each of these gives 0:", *questions] if questions else []
    return "\n".join([_PRECONDITIONS[kind], *zero])


def _check(kind: PhaseKind, steps: tuple[Step, ...]) -> str:
    questions = list(dict.fromkeys(step.check for step in steps if step.check))
    if questions:
        return "\n".join(["Each of these gives true:", *questions])
    if kind == "switch":
        return "Every new or changed endpoint answers its example as the contract says."
    return "The steps are done on every instance."


def _way_back(kind: PhaseKind, steps: tuple[Step, ...]) -> str:
    losing = [step for step in steps if not step.reversible]
    if not losing:
        return _WAYS_BACK[kind]
    return (
        f"{_WAYS_BACK[kind]} That brings back the schema, not the data of {len(losing)} of its"
        f" steps: only a backup does. {_lost(steps)}"
    )


def _irreversible(kind: PhaseKind, steps: tuple[Step, ...]) -> str:
    return _lost(steps) or _NOTHING_FINAL[kind]


def _lost(steps: tuple[Step, ...]) -> str:
    return " ".join(dict.fromkeys(step.loss for step in steps if step.loss))


def _risks(
    kind: PhaseKind, steps: tuple[Step, ...], models: tuple[Model, Model]
) -> tuple[str, ...]:
    own = dict.fromkeys(step.risk for step in steps if step.risk)
    if not any(step.up for step in steps):
        return tuple(own)
    later = [] if kind == "expand" else [_NOT_YET]
    return (*own, *later, _TIMEOUTS, *_foreign_servers(steps, models))


def _foreign_servers(steps: tuple[Step, ...], models: tuple[Model, Model]) -> list[str]:
    """One sentence for each database that is not PostgreSQL."""
    named: set[str] = set()
    for step in steps:
        table = table_of(step, models) if step.up else None
        store = next((s for m in models if table and (s := m.find(table.store))), None)
        if isinstance(store, Store) and store.technology and not _is_postgres(store.technology):
            named.add(store.technology)
    return [f"{_whose(technology)} {_TRANSLATE}" for technology in sorted(named)]


def _whose(technology: str) -> str:
    if technology == "unknown":
        return "Which database the repository uses could not be seen."
    return f"The repository's database is {technology}."


def _is_postgres(technology: str) -> bool:
    return technology.lower().startswith(("postgres", "pg"))
