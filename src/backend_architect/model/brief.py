"""What is wanted, and what must still be asked."""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Noun

Intent: TypeAlias = Literal["add", "repair", "refactor", "integrate", "new"]
QuestionCategory: TypeAlias = Literal["business", "technical", "pain", "scale"]


class Capability(Noun, frozen=True, kw_only=True):
    """Something the system shall do. `words` is the part of the request it was read from."""

    name: str
    words: str = ""
    actor: str = ""
    rules: tuple[str, ...] = ()


class QualityGoal(Noun, frozen=True, kw_only=True):
    """A number to reach: `attribute` such as "latency-p99-ms", "availability-percent".

    `scope` is the part it holds for ("checkout"), "" for the whole system.
    """

    attribute: str
    value: float
    scope: str = ""
    words: str = ""


class Question(Noun, frozen=True, kw_only=True):
    """One thing the design needs and nobody said. `default` is what --assume would take.

    `free` says that the options are examples and any other words answer it too.
    """

    id: str
    category: QuestionCategory
    text: str
    why: str
    options: tuple[str, ...]
    default: str
    free: bool = False


class Answer(Noun, frozen=True, kw_only=True):
    """The answer to a question; `assumed` when the default was taken."""

    question: str
    value: str
    assumed: bool = False


class Brief(Noun, frozen=True, kw_only=True):
    """What is wanted.

    `volumes` are rows to plan for by table name ("*" is every table not named), `rates` requests
    per second by name ("reads", "writes", "requests" where the words do not tell them apart).
    `constraints` read "kind: value" (technology, hosting, budget, deadline, team, regime) or are
    the author's own words. `said` keeps the words an item was read from where the item does not
    hold them itself, by "section/item" ("volumes/orders", "constraints/hosting: AWS").
    """

    words: str
    intent: Intent
    title: str
    slug: str
    capabilities: tuple[Capability, ...] = ()
    goals: tuple[QualityGoal, ...] = ()
    volumes: dict[str, int] = {}
    rates: dict[str, float] = {}
    constraints: tuple[str, ...] = ()
    pains: tuple[str, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    said: dict[str, str] = {}

    def answer(self, question: str) -> str:
        """The answer to the question of this id, or "" where none was given."""
        return next((each.value for each in self.answers if each.question == question), "")

    def rows_of(self, table: str) -> int | None:
        """Rows to plan for in the table of this name, or None where nobody said."""
        return self.volumes.get(table, self.volumes.get("*"))

    def constraint(self, kind: str) -> tuple[str, ...]:
        """The values of the constraints of this kind, such as "hosting"."""
        head = f"{kind}: "
        return tuple(each.removeprefix(head) for each in self.constraints if each.startswith(head))

    def wants(self, *capabilities: str) -> bool:
        """True when one of these capabilities is asked for."""
        return any(each.name in capabilities for each in self.capabilities)


class Questions(Noun, frozen=True, kw_only=True):
    """What must be answered before the design, the weightiest first, and the Brief so far."""

    brief: Brief
    questions: tuple[Question, ...]
