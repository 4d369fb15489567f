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
    """A number to reach: `attribute` such as "latency-p99-ms", "availability-percent"."""

    attribute: str
    value: float
    words: str = ""


class Question(Noun, frozen=True, kw_only=True):
    """One thing the design needs and nobody said. `default` is what --assume would take."""

    id: str
    category: QuestionCategory
    text: str
    why: str
    options: tuple[str, ...]
    default: str


class Answer(Noun, frozen=True, kw_only=True):
    """The answer to a question; `assumed` when the default was taken."""

    question: str
    value: str
    assumed: bool = False


class Brief(Noun, frozen=True, kw_only=True):
    """What is wanted. `volumes` are rows to plan for by table name, `rates` requests per second
    at peak by name ("reads", "writes")."""

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

    def answer(self, question: str) -> str:
        """The answer to the question of this id, or "" where none was given."""
        return next((each.value for each in self.answers if each.question == question), "")
