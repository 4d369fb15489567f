"""Decisions as MADR records: context, options, choice, the four reasons, consequences, sources."""

from __future__ import annotations

from backend_architect.languages.markdown.write import blocks, bullets, chapter, table
from backend_architect.model.decision import Decision, Source
from backend_architect.model.proposal import Dossier
from backend_architect.model.service import Option


def decisions(dossier: Dossier) -> str:
    """All decisions in order."""
    return chapter("Decisions", *(_decision(each) for each in dossier.proposal.decisions))


def _decision(each: Decision) -> str:
    reasons = each.reasons
    return blocks(
        f"### {each.title}",
        f"*{each.id}, {each.status}.* {each.context}",
        table(
            ("Option", "For", "Against"),
            ((_named(o, each), "; ".join(o.pros), "; ".join(o.cons)) for o in each.options),
        ),
        table(
            ("Factor", "Reason"),
            (
                ("Performance", reasons.performance),
                ("Maintainability", reasons.maintainability),
                ("Team", reasons.team),
                ("Evolution", reasons.evolution),
            ),
        ),
        "Consequences:",
        bullets(each.consequences),
        f"Sources: {'; '.join(_source(source) for source in each.sources)}.",
    )


def _named(option: Option, decision: Decision) -> str:
    return f"**{option.name}** (chosen)" if option.name == decision.chosen else option.name


def _source(source: Source) -> str:
    if not source.url:
        return source.title
    checked = f", read {source.checked}" if source.checked else ", not re-read for this plan"
    return f"[{source.title}]({source.url}){checked}"
