"""Parts of the program and what runs around it.

When
    A service, module, middleware, technology, api, security scheme, channel, container or setting
    is added, altered or removed; likewise a store that is not SQL, and what it holds.
How
    A new SQL database stands before anything is put into it (expand). Everything else comes with
    the release of the switch phase, and goes in contract.
Way back
    The release before.
"""

from __future__ import annotations

from backend_architect.migrate.belonging import element_of, in_sql, says_the_same
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.api import Api
from backend_architect.model.data import Index, Key, Store, Table
from backend_architect.model.element import Element
from backend_architect.model.flow import Channel
from backend_architect.model.route import PhaseKind, Step
from backend_architect.model.runtime import Container, Setting
from backend_architect.model.security import SecurityScheme
from backend_architect.model.service import Middleware, Module, Service, Technology

_WORDS: dict[type[Element], str] = {
    Service: "service", Module: "module", Middleware: "middleware", Technology: "technology",
    Api: "API", SecurityScheme: "security scheme", Channel: "channel", Container: "container",
    Setting: "setting", Store: "store", Table: "collection", Index: "index", Key: "key",
}  # fmt: skip


def _takes(crossing: Crossing) -> bool:
    if type(element_of(crossing)) not in _WORDS or in_sql(crossing):
        return False
    return crossing.altered is None or not says_the_same(*crossing.altered)


@move(takes=_takes)
def parts_of_code(crossing: Crossing) -> Steps:
    """One step of code, or of operations."""
    element = element_of(crossing)
    phase: PhaseKind = "contract" if crossing.removed else "switch"
    if isinstance(element, Store) and element.kind == "sql" and crossing.added:
        phase = "expand"
    verb = "Take away" if crossing.removed else "Put in place" if crossing.added else "Change"
    doc = f"{verb} the {_WORDS[type(element)]} {element.name or element.id}."
    yield phase, Step(move="parts-of-code", element=element.id, doc=doc)
