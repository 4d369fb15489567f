"""The sheet a designer draws on: elements, decisions and notes, spelled as the site spells them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from backend_architect.design.prose import notes_of
from backend_architect.design.site import Site
from backend_architect.model.api import (
    Api,
    Location,
    Operation,
    Pagination,
    Parameter,
    RateLimit,
    Response,
    Schema,
)
from backend_architect.model.architecture import Model, compose
from backend_architect.model.data import (
    Check,
    Column,
    ForeignKey,
    Index,
    Key,
    OnDelete,
    Store,
    Table,
)
from backend_architect.model.decision import Decision, Reasons, Source
from backend_architect.model.element import Changed, Decided, Element, Json, Surveyed
from backend_architect.model.flow import Flow, FlowMode, Person
from backend_architect.model.proposal import Note
from backend_architect.model.security import Stride, Threat
from backend_architect.model.service import Option, Service

AnyElement = TypeVar("AnyElement", bound=Element)

#: JSON Schema for a column's type, by the first word of PostgreSQL's name for it.
_JSON_TYPES: dict[str, dict[str, Json]] = {
    "smallint": {"type": "integer"},
    "integer": {"type": "integer"},
    "bigint": {"type": "integer", "format": "int64"},
    "numeric": {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
    "real": {"type": "number"},
    "double": {"type": "number"},
    "boolean": {"type": "boolean"},
    "uuid": {"type": "string", "format": "uuid"},
    "timestamp": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "jsonb": {},
    "json": {},
}

_EXAMPLES: dict[str, Json] = {
    "smallint": 2,
    "integer": 42,
    "bigint": 42,
    "numeric": "19.90",
    "real": 1.5,
    "double": 1.5,
    "boolean": True,
    "uuid": "0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f",
    "timestamp": "2026-01-31T12:00:00Z",
    "date": "2026-01-31",
    "jsonb": {},
    "json": {},
}


def json_schema_of(type: str, *, nullable: bool = False) -> dict[str, Json]:
    """The JSON Schema of values of a PostgreSQL type."""
    schema = dict(_JSON_TYPES.get(type.split("(")[0].split(" ")[0], {"type": "string"}))
    if nullable and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
    return schema


def example_of(type: str) -> Json:
    """A value of a PostgreSQL type as it stands in JSON."""
    return _EXAMPLES.get(type.split("(")[0].split(" ")[0], "text")


@dataclass
class TableDraft:
    """A new table in the making. Its methods give the elements they make."""

    draft: Draft
    table: Table
    position: int = 0

    def identity(self) -> Column:
        """The primary key, of the type the repository's others have."""
        site = self.draft.site
        type = site.id_type
        default = {"uuid": "gen_random_uuid()"}.get(type, "")
        counted = type in ("bigint", "integer", "smallint")
        column = self.column(site.column_name("id"), type, default=default, identity=counted)
        self.key("primary", column)
        return column

    def column(
        self,
        name: str,
        type: str,
        *,
        nullable: bool = False,
        default: str = "",
        identity: bool = False,
        classification: str = "",
        doc: str = "",
    ) -> Column:
        """A column. `name` is spelled as the repository spells columns; `default` is SQL."""
        self.position += 1
        spelt = self.draft.site.column_name(name)
        return self.draft.add(
            Column(
                id=f"{self.table.id}/{spelt}",
                name=spelt,
                origin=self.table.origin,
                table=self.table.id,
                position=self.position,
                type=type,
                nullable=nullable,
                default=default,
                identity=identity,
                classification=classification,
                doc=doc,
            )
        )

    def reference(
        self,
        target: Table,
        name: str,
        *,
        on_delete: OnDelete = "cascade",
        nullable: bool = False,
        doc: str = "",
    ) -> Column | None:
        """A column that refers to the key of `target`; None if that key is not one column."""
        key = self.draft.key_of(target)
        if key is None:
            return None
        column = self.column(f"{name} id", key.type, nullable=nullable, doc=doc)
        self.draft.add(
            ForeignKey(
                id=f"{self.table.id}/fk({column.name})",
                name="",
                origin=self.table.origin,
                table=self.table.id,
                columns=(column.id,),
                ref_table=target.id,
                ref_columns=(key.id,),
                on_delete=on_delete,
            )
        )
        return column

    def timestamps(self) -> tuple[Column, Column]:
        """Columns for creation and change, as other tables have them."""
        type = self.draft.site.timestamp_type
        created, updated = self.draft.site.timestamps()
        return (
            self.column(created, type, default="now()"),
            self.column(updated, type, default="now()"),
        )

    def key(self, kind: str, *columns: Column) -> Key:
        """A primary key or a unique constraint over these columns."""
        names = ",".join(column.name for column in columns)
        return self.draft.add(
            Key(
                id=f"{self.table.id}/{kind}({names})",
                name="",
                origin=self.table.origin,
                table=self.table.id,
                columns=tuple(column.id for column in columns),
                kind="primary" if kind == "primary" else "unique",
            )
        )

    def index(
        self, *columns: Column, unique: bool = False, where: str = "", descending: bool = False
    ) -> Index:
        """An index; `descending` is about the last column, `where` is SQL over column names."""
        return self.draft.index(
            self.table, *columns, unique=unique, where=where, descending=descending
        )

    def check(self, expression: str) -> Check:
        """A check constraint over the table's column names, in SQL."""
        return self.draft.add(
            Check(
                id=f"{self.table.id}/check({expression})",
                name="",
                origin=self.table.origin,
                table=self.table.id,
                expression=expression,
            )
        )


@dataclass
class Draft:
    """What one blueprint or remedy adds. `slug` names it in ids and decisions."""

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

    def note(self, section: str, text: str, decision: str = "") -> None:
        """A paragraph (Markdown) for a chapter of the documents."""
        self.notes.append(Note(section=section, text=text, decision=decision))

    def tell(self, **values: object) -> None:
        """The paragraphs of the Markdown page beside the blueprint, with these values filled in."""
        self.notes.extend(notes_of(self.slug, values))

    # -- who talks to whom, and what may go wrong

    def flow(
        self,
        source: Element,
        target: Element,
        decision: str,
        *,
        carries: Sequence[str],
        protocol: str,
        mode: FlowMode = "sync",
        timeout_ms: int | None = None,
        fallback: str = "",
    ) -> Flow:
        """Data that moves from one element to another."""
        return self.add(
            Flow(
                id=f"flow/{source.id} -> {target.id}",
                name=", ".join(carries),
                origin=Decided(decision=decision),
                source=source.id,
                target=target.id,
                mode=mode,
                protocol=protocol,
                carries=tuple(carries),
                encrypted=True,
                timeout_ms=timeout_ms,
                fallback=fallback,
            )
        )

    def person(self, name: str, decision: str, *, doc: str) -> Person:
        """Someone who uses the system."""
        origin = Decided(decision=decision)
        return self.add(Person(id=f"person/{name}", name=name, origin=origin, doc=doc))

    def threat(
        self, element: Element, decision: str, stride: Stride, reference: str, mitigation: str
    ) -> Threat:
        """A danger to an element, the reference that describes it, and what answers it."""
        return self.add(
            Threat(
                id=f"threat/{self.slug}/{reference}@{element.id}",
                name=reference,
                origin=Decided(decision=decision),
                element=element.id,
                stride=stride,
                reference=reference,
                mitigation=mitigation,
            )
        )

    # -- data

    def table(self, noun: str, decision: str, *, feature: str, rows: int, doc: str) -> TableDraft:
        """A new table for a noun ("cart item"), named as the repository names tables."""
        store = self.site.store or self._new_store(decision)
        name = self.site.table_name(noun, feature=feature)
        table = Table(
            id=f"{store.id}/{name}",
            name=name,
            origin=Decided(decision=decision),
            store=store.id,
            rows=rows,
            doc=doc,
        )
        return TableDraft(self, self.add(table))

    def key_of(self, table: Table) -> Column | None:
        """The one column of the table's primary key, on the site or on this sheet."""
        for element in self.elements.values():
            if isinstance(element, Key) and element.table == table.id and element.kind == "primary":
                column = self.elements.get(element.columns[0])
                return column if isinstance(column, Column) and len(element.columns) == 1 else None
        return self.site.key_of(table)

    def index(
        self,
        table: Table,
        *columns: Column,
        decision: str = "",
        unique: bool = False,
        where: str = "",
        descending: bool = False,
    ) -> Index:
        """An index on a new or an existing table."""
        ids = [column.id for column in columns]
        names = [column.name for column in columns]
        if descending:
            ids[-1], names[-1] = f"-{ids[-1]}", f"-{names[-1]}"
        condition = f" where {where}" if where else ""
        return self.add(
            Index(
                id=f"{table.id}/index({','.join(names)}){condition}",
                name="",
                origin=Decided(decision=decision) if decision else table.origin,
                table=table.id,
                columns=tuple(ids),
                unique=unique,
                where=where,
            )
        )

    def _new_store(self, decision: str) -> Store:
        service = self.service(decision)
        return self.add(
            Store(
                id=f"{service.id}/db",
                name=f"{service.name} database",
                origin=Decided(decision=decision),
                technology="postgresql",
                service=service.id,
            )
        )

    # -- contract

    def service(self, decision: str) -> Service:
        """The service to extend, or a new one where the repository has none."""
        known = [e for e in self.elements.values() if isinstance(e, Service)]
        if self.site.service or known:
            return self.site.service or known[0]
        name = self.site.model.head.system
        return self.add(Service(id=name, name=name, origin=Decided(decision=decision)))

    def api(self, decision: str) -> Api:
        """The api to extend, or a new one where the service has none."""
        known = [e for e in self.elements.values() if isinstance(e, Api)]
        if self.site.api or known:
            return self.site.api or known[0]
        service = self.service(decision)
        return self.add(
            Api(
                id=f"{service.id}/api",
                name=f"{service.name} API",
                origin=Decided(decision=decision),
                service=service.id,
            )
        )

    def schema(
        self,
        name: str,
        decision: str,
        *,
        members: dict[str, dict[str, Json]],
        required: Iterable[str] = (),
        example: dict[str, Json],
        doc: str = "",
        closed: bool = False,
    ) -> Schema:
        """A JSON object type. Member names are spelled as the contract's are; `closed` refuses
        members that are not named (for requests)."""
        spell = self.site.json_name
        body: dict[str, Json] = {
            "type": "object",
            "properties": {spell(member): dict(rules) for member, rules in members.items()},
        }
        needed: list[Json] = [spell(member) for member in required]
        if needed:
            body["required"] = needed
        if closed:
            body["additionalProperties"] = False
        return self.add(
            Schema(
                id=f"{self.api(decision).id}/schema/{name}",
                name=name,
                origin=Decided(decision=decision),
                doc=doc,
                json_schema=body,
                example={spell(member): value for member, value in example.items()},
            )
        )

    def row_schema(
        self, name: str, decision: str, columns: Iterable[Column], *, doc: str = ""
    ) -> Schema:
        """The object type of a table's rows with these columns, all of them required."""
        shown = list(columns)
        return self.schema(
            name,
            decision,
            members={c.name: json_schema_of(c.type, nullable=c.nullable) for c in shown},
            required=[c.name for c in shown],
            example={c.name: example_of(c.type) for c in shown},
            doc=doc,
        )

    def list_schema(self, item: Schema, decision: str) -> Schema:
        """A page of items with the cursor of the next page."""
        return self.schema(
            f"{item.name}List",
            decision,
            members={
                "items": {"type": "array", "items": {"$ref": item.name}},
                "next_cursor": {"type": ["string", "null"]},
            },
            required=("items", "next_cursor"),
            example={"items": [item.example], "next_cursor": None},
        )

    def error_schema(self, decision: str) -> Schema:
        """What an error looks like: the repository's own form, else RFC 9457's problem."""
        member = self.site.convention("error", "problem")
        if member != "problem":
            text: dict[str, Json] = {"description": "What went wrong, for people."}
            return self.schema(
                "Error",
                decision,
                members={member: text},
                required=(member,),
                example={member: ["cart is closed"] if member == "errors" else "cart is closed"},
                doc=f"The repository's error form: the member `{member}`.",
            )
        return self.schema(
            "Problem",
            decision,
            members={
                "type": {"type": "string", "format": "uri-reference"},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string"},
            },
            required=("title", "status"),
            example={"type": "about:blank", "title": "Conflict", "status": 409},
            doc="RFC 9457 problem details.",
        )

    def operation(
        self,
        method: str,
        path: str,
        decision: str,
        *,
        summary: str,
        table: Table | None = None,
        parameters: Sequence[Parameter] = (),
        request: Schema | None = None,
        success: Response,
        errors: Sequence[tuple[int, str]] = (),
        authenticated: bool = True,
        sorts: Sequence[str] = (),
        writes: Sequence[Table] = (),
        pagination: Pagination = "",
        rate_limit: RateLimit | None = None,
        idempotency_key: bool = False,
        peak_rate: float = 0.0,
    ) -> Operation:
        """An endpoint. `path` comes from `site.path`; errors are (status, when it is given)."""
        api = self.api(decision)
        error = self.error_schema(decision)
        refusals = [
            Response(status=status, doc=why, schema=error.id, example=error.example)
            for status, why in errors
        ]
        scheme = self.site.scheme
        return self.add(
            Operation(
                id=f"{api.id}/{method} {path}",
                name=f"{method} {path}",
                origin=Decided(decision=decision),
                doc=summary,
                api=api.id,
                method=method,
                path=path,
                parameters=tuple(parameters),
                request=request.id if request else "",
                request_example=request.example if request else None,
                responses=tuple(sorted([success, *refusals], key=lambda answer: answer.status)),
                security=(scheme.id,) if authenticated and scheme else (),
                guards=self.site.guards if authenticated else (),
                table=table.id if table else "",
                sorts=tuple(sorts),
                writes=tuple(each.id for each in writes),
                pagination=pagination,
                rate_limit=rate_limit,
                idempotency_key=idempotency_key,
                peak_rate=peak_rate,
            )
        )

    def parameter(
        self,
        name: str,
        location: Location,
        columns: Sequence[Column] = (),
        *,
        json_schema: dict[str, Json] | None = None,
        example: Json = None,
        required: bool = True,
        doc: str = "",
    ) -> Parameter:
        """An input, spelled as the contract's others; typed by its first column unless told."""
        typed = columns[0].type if columns else "text"
        return Parameter(
            name=name if location in ("header", "cookie") else self.site.json_name(name),
            location=location,
            json_schema=json_schema if json_schema is not None else json_schema_of(typed),
            required=required,
            columns=tuple(column.id for column in columns),
            doc=doc,
            example=example if example is not None else example_of(typed),
        )
