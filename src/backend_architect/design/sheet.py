"""What a designer writes on: elements, decisions and notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from backend_architect.catalog.sources import source
from backend_architect.design.prose import decision_of, notes_of
from backend_architect.design.site import Site
from backend_architect.model.architecture import Model, compose
from backend_architect.model.decision import Decision, Reasons, Source
from backend_architect.model.element import Changed, Decided, Element, Surveyed
from backend_architect.model.proposal import Note
from backend_architect.model.service import Option

AnyElement = TypeVar("AnyElement", bound=Element)


@dataclass
class Sheet:
    """Elements, decisions and notes of one blueprint or remedy; `slug` names it in ids."""

    slug: str
    site: Site
    elements: dict[str, Element] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)

    def add(self, element: AnyElement) -> AnyElement:
        """Put an element on the sheet; one of the same id is replaced."""
        self.elements[element.id] = element
        return element

    def change(self, element: Element, decision: str) -> Changed | Decided:
        """The origin of an element that is changed by a decision."""
        if isinstance(element.origin, Surveyed | Changed):
            return Changed(evidence=element.origin.evidence, decision=decision)
        return Decided(decision=decision)

    def model(self) -> Model:
        """The site's Model with the sheet's elements in it."""
        old = {element.id: element for element in self.site.model.elements()}
        return compose(self.site.model.head, (old | self.elements).values())

    # -- decisions and notes

    def decide(
        self,
        name: str,
        title: str,
        *,
        context: str,
        options: Sequence[Option],
        chosen: str,
        reasons: Reasons,
        consequences: Sequence[str],
        sources: Sequence[Source],
        findings: Sequence[str] = (),
        questions: Sequence[str] = (),
    ) -> str:
        """Record a decision; gives its id, which elements name as their origin.

        `questions` are the questions it rests on; those whose default was taken are its
        assumptions.
        """
        id = f"{self.slug}/{name}"
        assumed = {answer.question for answer in self.site.brief.answers if answer.assumed}
        self.decisions.append(
            Decision(
                id=id,
                title=title,
                context=context,
                options=tuple(options),
                chosen=chosen,
                reasons=reasons,
                consequences=tuple(consequences),
                sources=tuple(sources),
                findings=tuple(findings),
                assumptions=tuple(q for q in questions if q in assumed),
            )
        )
        return id

    def settle(
        self,
        name: str,
        *,
        chosen: str = "",
        seen: Sequence[Source] = (),
        page: str = "",
        **values: object,
    ) -> str:
        """Record a decision as the TOML page beside the item tells it (`page`: another page), with
        these values filled in; gives its id. `seen` are places of the repository it rests on."""
        told = decision_of(page or self.slug, name, chosen, values)
        return self.decide(
            name,
            told["title"],
            context=told["context"],
            options=[Option(name=o["name"], pros=tuple(o["pros"]), cons=tuple(o["cons"]))
                     for o in told["options"]],
            chosen=told["chosen"],
            reasons=Reasons(**told["reasons"]),
            consequences=told["consequences"],
            sources=[*(source(slug) for slug in told["sources"]), *seen],
            questions=told.get("questions", ()),
        )  # fmt: skip

    def note(self, section: str, text: str, decision: str = "") -> None:
        """A paragraph (Markdown) for a chapter of the documents."""
        self.notes.append(Note(section=section, text=text, decision=decision))

    def tell(self, *, page: str = "", **values: object) -> None:
        """The paragraphs of the Markdown page beside the blueprint (`page`: of another page), with
        these values filled in."""
        self.notes.extend(notes_of(self.slug, values, page))
