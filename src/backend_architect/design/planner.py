"""Chooses what answers the brief, puts it in order, and composes it into one to-be Model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import msgspec

from backend_architect.design.blueprint import BLUEPRINTS, REMEDIES, Blueprint, Remedy
from backend_architect.design.draft import Draft
from backend_architect.design.site import Site
from backend_architect.errors import Unavailable
from backend_architect.languages.markdown.write import code
from backend_architect.model.api import Operation
from backend_architect.model.architecture import Model, compose
from backend_architect.model.brief import Brief
from backend_architect.model.data import Index, Store, Table
from backend_architect.model.finding import Finding
from backend_architect.model.proposal import Proposal
from backend_architect.shelf import read_shelf


def design(
    brief: Brief,
    as_is: Model,
    findings: tuple[Finding, ...],
    refuted: tuple[Finding, ...] = (),
    preferences: Mapping[str, str] = MappingProxyType({}),
) -> Proposal:
    """What the brief asks for, put onto what is there.

    `findings` are about what is there and are cured where the brief asks for repair; `refuted` are
    what trials found wrong with an earlier proposal and are cured in any case. `preferences` are
    the profile's.

    Raises `Unavailable` if nothing on our shelves answers any part of the brief.
    """
    head = msgspec.structs.replace(as_is.head, state="to-be")
    model = compose(head, as_is.elements())
    drafts: list[Draft] = []
    for item in _blueprints(brief):
        draft = Draft(item.slug, Site(brief, model, findings, preferences))
        item.applies(draft.site, draft)
        drafts, model = [*drafts, draft], draft.model()
    mended: list[Draft] = []
    wanted = findings if brief.intent == "repair" else ()
    for cure, cured in _remedies((*wanted, *refuted)):
        draft = Draft(cure.slug, Site(brief, model, findings, preferences))
        cure.cures(draft.site, draft, cured)
        drafts, model = [*drafts, draft], draft.model()
        mended = [*mended, draft]
    if not drafts:
        raise _nothing_answers(brief)
    if brief.intent == "repair":
        drafts.append(_around_repairs(brief, model, mended))
    return _proposal(brief, findings, model, drafts)


def _proposal(
    brief: Brief, findings: tuple[Finding, ...], model: Model, drafts: list[Draft]
) -> Proposal:
    return Proposal(
        to_be=model,
        decisions=tuple(decision for draft in drafts for decision in draft.decisions),
        applied=tuple(draft.slug for draft in drafts if draft.decisions),
        notes=tuple(note for draft in drafts for note in draft.notes),
        unanswered=(
            *_wishes_without_blueprint(brief),
            *_findings_without_remedy(brief, findings),
            *(sentence for draft in drafts for sentence in draft.unanswered),
            *_not_said_by_the_parts(brief, model),
        ),
    )


def _around_repairs(brief: Brief, model: Model, mended: list[Draft]) -> Draft:
    """What holds for every repair: tests, release, what to watch, what to keep up."""
    around = Draft("repair", Site(brief, model))
    parts = (each for draft in mended for each in draft.elements.values())
    tables = {each.table for each in parts if isinstance(each, Index)}
    names = sorted(code(model.get(id, Table).name) for id in tables)
    around.tell(tables=", ".join(names) or "the tables named above")
    return around


def _blueprints(brief: Brief) -> list[Blueprint]:
    """The blueprints for the brief's capabilities, each after those it needs."""
    shelf = {item.offers: item for item in read_shelf(BLUEPRINTS, Blueprint)}
    ordered: dict[str, Blueprint] = {}

    def take(capability: str) -> None:
        item = shelf.get(capability)
        if item is not None and item.slug not in ordered:
            for need in item.needs:
                take(need)
            ordered[item.slug] = item

    for capability in sorted(each.name for each in brief.capabilities):
        take(capability)
    return list(ordered.values())


def _remedies(findings: Iterable[Finding]) -> list[tuple[Remedy, tuple[Finding, ...]]]:
    """Each remedy with the findings it cures."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        if not finding.waived:
            by_rule.setdefault(finding.rule, []).append(finding)
    return [
        (item, tuple(sorted(by_rule[item.rule], key=lambda finding: finding.id)))
        for item in read_shelf(REMEDIES, Remedy)
        if item.rule in by_rule
    ]


def _wishes_without_blueprint(brief: Brief) -> list[str]:
    offered = {item.offers for item in read_shelf(BLUEPRINTS, Blueprint)}
    return [
        f"'{wish.name}' was asked for; no blueprint on our shelf answers it."
        for wish in brief.capabilities
        if wish.name not in offered and brief.intent != "repair"
    ]


def _not_said_by_the_parts(brief: Brief, model: Model) -> Iterator[str]:
    """What holds for everything that is new, whichever part it is of."""
    new = [table for table in model.tables if table.is_new]
    yield from _not_stood_on(model, new)
    stores = {table.store: model.get(table.store, Store).technology for table in new}
    for technology in sorted(set(stores.values()) - {"postgresql", "unknown"}):
        yield (
            f"The repository's database is {technology}: types and DDL are written and proven in "
            "PostgreSQL's form and must be translated before they run there."
        )
    if new and brief.answer("tenancy") == "yes":
        yield (
            "Several organisations share the system, but the new tables carry no organisation's "
            "key: rows are bounded by their owner only."
        )
    if any(op.is_new and not op.security and _asks_who(op) for op in model.operations):
        yield (
            "No way of authenticating was recognised in the repository: the new endpoints say 401, "
            "but not which guard gives it. Name the guard before anything is built."
        )


def _not_stood_on(model: Model, new: Sequence[Table]) -> Iterator[str]:
    """Where the design could not lean on what is there."""
    lines = sum(repository.lines for repository in model.head.repositories)
    seen = [each for each in (*model.operations, *model.tables) if not each.is_new]
    if lines and not seen and any(each.languages for each in model.head.repositories):
        yield (
            f"The survey recognised no endpoint and no table in {lines:,} lines: the design stands "
            "on nothing that is there, and may double it."
        )
    documents = sorted(
        {s.technology for s in model.stores if s.kind == "document" and not s.is_new}
    )
    if new and documents and not any(s.kind == "sql" and not s.is_new for s in model.stores):
        yield (
            f"The repository stores documents ({', '.join(documents)}): the tables of this plan "
            "would be its first in SQL. Decide that before anything else."
        )


def _asks_who(operation: Operation) -> bool:
    return any(parameter.location == "token" for parameter in operation.parameters)


def _findings_without_remedy(brief: Brief, findings: Iterable[Finding]) -> list[str]:
    if brief.intent != "repair":
        return []
    cured = {item.rule for item in read_shelf(REMEDIES, Remedy)}
    rules = sorted({f.rule for f in findings if not f.waived and f.rule not in cured})
    if not rules:
        return []
    return [f"Found, but cured by no remedy on our shelf: {', '.join(rules)}. `review` lists them."]


def _nothing_answers(brief: Brief) -> Unavailable:
    offered = ", ".join(sorted(item.offers for item in read_shelf(BLUEPRINTS, Blueprint)))
    if brief.intent == "repair":
        return Unavailable(
            "The survey found nothing that our remedies cure.",
            hint="`review` lists all findings and everything that could not be read.",
        )
    return Unavailable(
        f"No blueprint answers '{brief.title}'.",
        hint=f"Blueprints exist for: {offered}. `survey` and `review` work for any repository.",
    )
