"""Every reader over one request: the Brief that its words alone give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from backend_architect.elicit.capabilities import read_capabilities
from backend_architect.elicit.goals import read_goals
from backend_architect.elicit.intent import Wish, is_empty, read_intent, read_wishes
from backend_architect.elicit.limits import read_constraints, read_pains
from backend_architect.elicit.loads import read_rates, read_volumes
from backend_architect.elicit.scope import Excluded, read_out_of_scope, read_promises
from backend_architect.elicit.tables import TableNames
from backend_architect.elicit.text import Document, keys, read_text, refuse_foreign
from backend_architect.elicit.title import slug_of, title_of
from backend_architect.errors import Misused
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief, Capability, QualityGoal


def understand(words: str, as_is: Model, *, named: tuple[Capability, ...] | None = None) -> Brief:
    """The Brief of free words. `named` are the capabilities where somebody already named them.

    Raises `Misused` for words that cannot be read, ask for nothing, or contradict themselves.
    """
    document = read_text(words)
    refuse_foreign(document)
    wishes, excluded = read_wishes(document), read_out_of_scope(document)
    intent = read_intent(wishes, as_is)
    kind = intent or ("new" if is_empty(as_is) else "add")
    capabilities = read_capabilities(wishes, kind, excluded) if named is None else named
    if not capabilities and named is None:
        raise Misused(
            "The request asks for nothing that a backend can do.",
            hint='Say what to add, repair, split or connect: "Add a shopping cart".',
        )
    title = title_of(_first_asking(wishes))
    brief = Brief(
        words=document.text,
        intent=kind,
        title=title,
        slug=slug_of(title) or "plan",
        capabilities=capabilities,
        pains=read_pains(wishes),
        out_of_scope=tuple(dict.fromkeys(each.thing for each in excluded)),
    )
    brief = with_measures(brief, document, as_is)
    _refuse_contradictions(document, brief, excluded)
    return _with_constraints(brief, document, excluded)


def with_measures(brief: Brief, document: Document, as_is: Model) -> Brief:
    """The Brief with the goals, rates and volumes of the document, where it has none of its own."""
    volumes = {load.name: load for load in read_volumes(document, TableNames(as_is))}
    rates = {load.name: load for load in read_rates(document)}
    said = {f"volumes/{name}": load.words for name, load in volumes.items()}
    said |= {f"rates/{name}": load.words for name, load in rates.items()}
    known = {(goal.attribute, goal.scope) for goal in brief.goals}
    goals = [each for each in read_goals(document) if (each.attribute, each.scope) not in known]
    return msgspec.structs.replace(
        brief,
        goals=tuple(sorted([*brief.goals, *goals], key=_goal_order)),
        volumes={name: round(load.amount) for name, load in volumes.items()} | brief.volumes,
        rates={name: load.amount for name, load in rates.items()} | brief.rates,
        said=dict(sorted((said | brief.said).items())),
    )


def _goal_order(goal: QualityGoal) -> tuple[str, str, float]:
    return goal.attribute, goal.scope, goal.value


def _first_asking(wishes: Sequence[Wish]) -> str:
    """The sentence that the title is made of: the first that asks or complains, else the first."""
    asking = (wish for wish in wishes if wish.cue or wish.slow)
    return next(asking, wishes[0]).sentence.text


def _with_constraints(brief: Brief, document: Document, excluded: Sequence[Excluded]) -> Brief:
    limits = read_constraints(document, excluded, read_promises(document))
    said = {f"constraints/{each.text}": each.words for each in limits if each.words != each.text}
    return msgspec.structs.replace(
        brief,
        constraints=tuple(each.text for each in limits),
        said=dict(sorted((brief.said | said).items())),
    )


def _refuse_contradictions(document: Document, brief: Brief, excluded: Sequence[Excluded]) -> None:
    """Raises `Misused` naming both places of everything that is said twice differently."""
    faults = [
        *_two_values(document, brief.goals),
        *_in_and_out(document, brief.capabilities, excluded),
    ]
    if faults:
        raise Misused(
            "The request contradicts itself.",
            faults=faults,
            hint="Keep one of the two and ask again.",
        )


def _two_values(document: Document, goals: Sequence[QualityGoal]) -> Iterator[str]:
    for one, two in pairwise(goals):
        if (one.attribute, one.scope) == (two.attribute, two.scope) and one.value != two.value:
            first, second = sorted((one, two), key=lambda each: document.text.find(each.words))
            yield (
                f"line {_line(document, first.words)}: {first.attribute} is {first.value:g} "
                f"('{first.words}'), but in line {_line(document, second.words)} it is "
                f"{second.value:g} ('{second.words}')."
            )


def _in_and_out(
    document: Document, capabilities: Sequence[Capability], excluded: Sequence[Excluded]
) -> Iterator[str]:
    for each in excluded:
        for capability in capabilities:
            if keys(capability.words)[-2:] and keys(each.thing) == keys(capability.words):
                yield (
                    f"line {_line(document, capability.words)}: '{capability.words}' is asked for, "
                    f"but line {each.line} excludes it ('{each.words}')."
                )


def _line(document: Document, words: str) -> int:
    """The line where `words` begin; the first if a line break stands within them."""
    place = document.text.find(words)
    return document.text.count("\n", 0, max(place, 0)) + 1
