"""The phases: precondition, steps, check, way back, and what cannot be undone."""

from __future__ import annotations

from backend_architect.languages.markdown.write import blocks, bullets, chapter, code, fenced
from backend_architect.model.proposal import Dossier
from backend_architect.model.route import Phase, Step
from backend_architect.render.voice import shows_scripts


def route(dossier: Dossier) -> str:
    """All phases in order."""
    phases = dossier.route.phases
    return chapter(
        "Migration and implementation plan",
        *(
            _phase(number, phase, scripts=shows_scripts(dossier))
            for number, phase in enumerate(phases, 1)
        ),
    )


def _phase(number: int, phase: Phase, *, scripts: bool) -> str:
    return blocks(
        f"### Phase {number}: {phase.kind} ({phase.days:g} days)",
        phase.goal,
        _told("Before", phase.precondition),
        bullets(_step(step) for step in phase.steps),
        _sql(phase) if scripts else "",
        _told("Check", phase.check),
        f"**Way back**: {phase.way_back}",
        f"**Not reversible after it**: {phase.irreversible}",
        bullets(f"Risk: {risk}" for risk in phase.risks),
        bullets(f"File: {code(file.path)}" for file in phase.files if scripts),
    )


def _told(name: str, text: str) -> str:
    """A sentence or several; lines of SQL among them stand in a block of their own."""
    lines = text.splitlines()
    words = [line for line in lines if not _is_sql(line)]
    sql = [line for line in lines if _is_sql(line)]
    said = blocks(f"**{name}**: {words[0] if words else ''}", *words[1:])
    return blocks(said, fenced("sql", "\n".join(sql)) if sql else "")


def _is_sql(line: str) -> bool:
    return line.rstrip().endswith(";") and line.split()[0].upper() in ("SELECT", "WITH", "SHOW")


def _step(step: Step) -> str:
    alone = "" if step.transactional else " (outside a transaction)"
    lost = "" if step.reversible else " **cannot be undone**"
    return f"{step.doc}{alone}{lost}"


def _sql(phase: Phase) -> str:
    up = "\n".join(step.up for step in phase.steps if step.up)
    down = "\n".join(step.down for step in reversed(phase.steps) if step.down)
    if not up:
        return ""
    way_back = blocks("Its way back:", fenced("sql", down)) if down else ""
    return blocks(fenced("sql", up), way_back)
