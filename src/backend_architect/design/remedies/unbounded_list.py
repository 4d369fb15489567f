"""Pages for list endpoints that hand out every row.

When
    A list grows with the table, and clients can be taught to ask for more.
When not
    The set is small and fixed; a client that cannot be changed needs all of it at once.
Alternatives
    Offsets instead of a cursor; see the decision.
Costs
    Two optional inputs, one index for the order, a change in every client that wants more than the
    first page once the default is lowered.
Sources
    PostgreSQL manual, "LIMIT and OFFSET"; OWASP API4:2023.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from backend_architect.catalog.sources import source
from backend_architect.design.blueprint import remedy
from backend_architect.design.draft import Draft
from backend_architect.design.site import Site
from backend_architect.languages.markdown.write import code
from backend_architect.model.api import Operation, Pagination, Parameter, Response
from backend_architect.model.data import Table
from backend_architect.model.decision import Reasons
from backend_architect.model.element import Json
from backend_architect.model.finding import Finding
from backend_architect.model.service import Option

#: The most rows of one answer. An assumption, said as such in the decision.
MOST = 100

_CURSOR, _OFFSET = "a cursor over the primary key", "page numbers, as the other lists have"

_COMPATIBLE = (
    "Backwards compatible: both inputs are optional, and the body keeps its form; the next page "
    "stands in the header Link (RFC 8288)."
)
_LATER = (
    "Lowering the default from everything to a page is a breaking change: announce it, watch who "
    "asks without a size, then do it."
)
#: What lists call the size of a page and its number, the most common first.
_SIZES = ("limit", "size", "per_page", "perPage", "page_size", "pageSize", "take", "first")
_NUMBERS = ("page", "page_number", "pageNumber")


@remedy(rule="unbounded-list")
def unbounded_list(site: Site, draft: Draft, findings: tuple[Finding, ...]) -> None:
    """Optional inputs for a page, on each of the lists."""
    lists = [op for f in findings if isinstance(op := site.model.find(f.element), Operation)]
    if not lists:
        return
    paged = site.convention("pagination")
    numbers = paged in ("page", "offset")
    decision = _decide(draft, lists, findings, numbers=numbers)
    for operation in lists:
        draft.add(_paged(site, draft, operation, decision, numbers=numbers))
    draft.note("performance", "\n".join(_told(site, lists)), decision)


def _paged(
    site: Site, draft: Draft, operation: Operation, decision: str, *, numbers: bool
) -> Operation:
    """The endpoint with its inputs and, where the table's key is known, its order."""
    table = site.model.find(operation.table)
    key = site.key_of(table) if isinstance(table, Table) else None
    pagination: Pagination = "offset" if numbers else "cursor"
    return msgspec.structs.replace(
        operation,
        origin=draft.change(operation, decision),
        parameters=(*operation.parameters, *_inputs(draft, numbers=numbers)),
        responses=tuple(_with_link(answer) for answer in operation.responses),
        sorts=operation.sorts or ((key.id,) if key else ()),
        pagination=pagination,
    )


def _with_link(answer: Response) -> Response:
    if answer.status >= 300 or "Link" in answer.headers:
        return answer
    return msgspec.structs.replace(answer, headers=(*answer.headers, "Link"))


def _habit(site: Site, names: Sequence[str]) -> str:
    """The name other endpoints use for the same input; the first where none does."""
    used = {each.name for op in site.model.operations for each in op.parameters}
    return next((name for name in names if name in used), names[0])


def _inputs(draft: Draft, *, numbers: bool) -> tuple[Parameter, ...]:
    size: dict[str, Json] = {"type": "integer", "minimum": 1, "maximum": MOST}
    limit = draft.parameter(
        _habit(draft.site, _SIZES), "query", json_schema=size, example=20, required=False,
        doc="The most rows of one answer; without it all rows come, until clients have changed.",
    )  # fmt: skip
    if numbers:
        first: dict[str, Json] = {"type": "integer", "minimum": 1}
        page = draft.parameter(
            _habit(draft.site, _NUMBERS), "query", json_schema=first, example=1, required=False,
            doc="Which page, counted from 1.",
        )  # fmt: skip
        return limit, page
    cursor = draft.parameter(
        "cursor", "query", json_schema={"type": "string"}, example="eyJpZCI6NDJ9", required=False,
        doc="Where the page before ended, as its answer gave it in the header Link.",
    )  # fmt: skip
    return limit, cursor


def _decide(
    draft: Draft, lists: Sequence[Operation], findings: Sequence[Finding], *, numbers: bool
) -> str:
    names = ", ".join(code(operation.name) for operation in lists)
    return draft.decide(
        "pages",
        f"{len(lists)} {'lists come' if len(lists) != 1 else 'list comes'} in pages",
        context=f"{names}: each hands out every row there is, so the answer grows with the table.",
        options=_options(),
        chosen=_OFFSET if numbers else _CURSOR,
        reasons=Reasons(
            performance="An answer has a largest size; the database stops reading when it is full.",
            maintainability="One way of paging for all lists, written once beside the others.",
            team="Clients that do nothing see no change until the default is lowered.",
            evolution="A filter or another order is one more optional input.",
        ),
        consequences=(
            _COMPATIBLE,
            f"The most for one page is {MOST}: an assumption, to be set by what clients show.",
            _LATER,
        ),
        sources=(source("postgresql-limit"), source("owasp-api4"), source("rfc-8288")),
        findings=[finding.id for finding in findings],
    )


def _options() -> tuple[Option, ...]:
    return (
        Option(
            name=_CURSOR,
            pros=("each page costs the same", "rows added meanwhile move nothing"),
            cons=("no jump to page 7",),
        ),
        Option(
            name=_OFFSET,
            pros=("clients can jump", "simple to write"),
            cons=("the server reads and drops all rows before the page", "rows move between pages"),
        ),
        Option(
            name="a fixed limit without pages",
            pros=("one line of code",),
            cons=("the rest cannot be reached", "breaks clients that rely on everything"),
        ),
    )


def _told(site: Site, lists: Sequence[Operation]) -> Iterator[str]:
    yield "Where the limit goes:"
    yield ""
    for operation in lists:
        table = site.model.find(operation.table)
        name = table.name if isinstance(table, Table) else "its table"
        place = operation.evidence[0].place if operation.evidence else operation.name
        yield (
            f"- {code(operation.name)} ({code(place)}): read one row of {code(name)} more "
            "than a page holds;"
        )
        yield "  if it is there, there is a next page, and the header Link says so."
