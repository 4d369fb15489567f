"""What is there: services, endpoints, data and habits of the repository, each with its place."""

from __future__ import annotations

from collections import Counter

from backend_architect.languages.markdown.write import (
    blocks,
    chapter,
    code,
    codes,
    count,
    sentence,
    table,
)
from backend_architect.model.architecture import Model
from backend_architect.model.data import ForeignKey, Store, Table
from backend_architect.model.element import Element
from backend_architect.model.finding import Finding
from backend_architect.model.proposal import Dossier

#: Longest list of findings in a plan; all are in the review.
MOST_FINDINGS = 20


def place(element: Element) -> str:
    """`path:line` of an element, or "new"."""
    return code(element.evidence[0].place) if element.evidence else "new"


def present(dossier: Dossier) -> str:
    """The system as it is, as far as the plan builds on it."""
    model = dossier.as_is
    return chapter(
        "What is there",
        _services(model),
        _touched(dossier),
        _conventions(model),
        _findings(dossier.findings),
    )


def inventory(dossier: Dossier) -> str:
    """Everything that was seen: services, endpoints, tables, habits."""
    model = dossier.as_is
    return chapter(
        "What is there",
        _services(model),
        blocks("**Endpoints**", _endpoints(model)) if model.operations else "",
        blocks("**Tables**", _tables(model)) if model.tables else "",
        _conventions(model),
    )


def all_findings(dossier: Dossier) -> str:
    """Every finding, waived ones with the reason."""
    rows = (
        (
            f.severity,
            code(f.rule),
            sentence(f.message),
            codes(e.place for e in f.evidence[:1]),
            f.waived,
        )
        for f in dossier.findings
    )
    head = ("Severity", "Rule", "Finding", "Seen at", "Waived because")
    return chapter("Findings", table(head, rows) or "The rules found nothing to say.")


def _endpoints(model: Model) -> str:
    rows = (
        (op.method, code(op.path), code(op.handler), codes(op.guards), place(op))
        for op in model.operations
    )
    return table(("Method", "Path", "Handler", "Guards", "Seen at"), rows)


def _tables(model: Model) -> str:
    rows = (
        (
            code(each.name),
            str(len(model.columns_of(each))),
            codes(model.get(key.ref_table, Table).name for key in model.foreign_keys_of(each)),
            str(len(model.indexes_of(each))),
            place(each),
        )
        for each in model.tables
    )
    return table(("Table", "Columns", "Refers to", "Indexes", "Seen at"), rows)


def _services(model: Model) -> str:
    if not model.services:
        return "No service was recognised: the repository holds no code our detectors know."
    operations = Counter(
        service.id for op in model.operations if (service := model.service_of(op)) is not None
    )
    tables = Counter(model.get(each.store, Store).service for each in model.tables)
    rows = (
        (
            code(service.name),
            service.language,
            service.framework,
            str(operations[service.id]),
            str(tables[service.id]),
            place(service),
        )
        for service in model.services
    )
    return table(("Service", "Language", "Framework", "Endpoints", "Tables", "Seen at"), rows)


def _touched(dossier: Dossier) -> str:
    """The existing tables that new foreign keys refer to or that get new parts."""
    to_be, as_is = dossier.proposal.to_be, dossier.as_is
    reasons: dict[str, list[str]] = {}
    for key in to_be.foreign_keys:
        if key.is_new and as_is.find(key.ref_table) is not None:
            reasons.setdefault(key.ref_table, []).append(_referred(to_be, key))
    for index in to_be.indexes:
        if index.is_new and as_is.find(index.table) is not None:
            reasons.setdefault(index.table, []).append("gets an index")
    rows = (
        (
            code(t.name),
            code(t.entity) if t.entity else "",
            place(t),
            "; ".join(dict.fromkeys(reasons[t.id])),
        )
        for t in as_is.tables
        if t.id in reasons
    )
    rendered = table(("Existing table", "Mapped by", "Seen at", "Role in this plan"), rows)
    return blocks("**Built on**", rendered) if rendered else ""


def _referred(model: Model, key: ForeignKey) -> str:
    owner = model.get(key.table, Table)
    return f"referred to by {codes([owner.name])}"


def _conventions(model: Model) -> str:
    rows = (
        (c.kind, code(c.value), f"{c.share:.0%}", codes(e.place for e in c.evidence[:2]))
        for c in model.conventions
    )
    rendered = table(("Convention", "Value", "Followed by", "Seen at"), rows)
    return blocks("**Habits the plan follows**", rendered) if rendered else ""


def _findings(findings: tuple[Finding, ...]) -> str:
    open_ones = [finding for finding in findings if not finding.waived]
    rows = (
        (f.severity, code(f.rule), sentence(f.message), codes(e.place for e in f.evidence[:1]))
        for f in open_ones[:MOST_FINDINGS]
    )
    rendered = table(("Severity", "Rule", "Finding", "Seen at"), rows)
    more = len(open_ones) - MOST_FINDINGS
    rest = f"{count(more, 'more finding')}; `review` lists all." if more > 0 else ""
    return blocks("**Findings in what is there**", rendered, rest) if rendered else ""
