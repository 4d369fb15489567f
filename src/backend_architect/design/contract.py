"""New endpoints with their schemas, errors and policies, in the style of the contract they join."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from backend_architect.design.tables import Tables
from backend_architect.design.values import example_of_column, json_schema_of
from backend_architect.languages.markdown.write import code
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
from backend_architect.model.data import Column, Table
from backend_architect.model.element import Decided, Json
from backend_architect.model.security import SecurityScheme


@dataclass
class Contract(Tables):
    """A sheet with tables and endpoints. `credential` is what new endpoints ask for where the
    repository has no way of authenticating yet."""

    credential: SecurityScheme | None = None

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
        name = self._free_name(name)
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

    def _free_name(self, name: str) -> str:
        """The name, or another where the repository's contract has a schema of this name."""
        taken = {each.name for each in self.site.model.schemas if not each.is_new}
        return f"{name}View" if name in taken else name

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
            example={c.name: example_of_column(c) for c in shown},
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
        example = self._error_example(404, "Nothing is there.")
        if member != "problem":
            text: dict[str, Json] = {"description": "What went wrong, for people."}
            return self.schema(
                "Error",
                decision,
                members={member: text},
                required=(member,),
                example=example,
                doc=f"The repository's error form: the member {code(member)}.",
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
            example=example,
            doc="RFC 9457 problem details.",
        )

    def _error_example(self, status: int, why: str) -> dict[str, Json]:
        """An error's body as it would be for this status and cause."""
        member = self.site.convention("error", "problem")
        if member != "problem":
            return {self.site.json_name(member): [why] if member == "errors" else why}
        title = HTTPStatus(status).phrase
        return {"type": "about:blank", "title": title, "status": status, "detail": why}

    def operation(
        self,
        method: str,
        path: str,
        decision: str,
        *,
        summary: str,
        success: Response,
        also: Sequence[Response] = (),
        table: Table | None = None,
        parameters: Sequence[Parameter] = (),
        request: Schema | None = None,
        errors: Sequence[tuple[int, str]] = (),
        authenticated: bool = True,
        alternatives: Sequence[SecurityScheme] = (),
        sorts: Sequence[str] = (),
        writes: Sequence[Table] = (),
        pagination: Pagination = "",
        rate_limit: RateLimit | None = None,
        peak_rate: float = 0.0,
    ) -> Operation:
        """An endpoint. `path` comes from `site.path`; `also` are further answers that are no
        errors; errors are (status, when it is given); `alternatives` are schemes that do instead
        of the usual one. One that is there already is changed, not made again."""
        api = self.api(decision)
        refusals = self._refusals(errors, rate_limit, decision)
        answers = sorted([success, *also, *refusals], key=lambda answer: answer.status)
        id = f"{api.id}/{method} {path}"
        there = self.site.model.find(id)
        return self.add(
            Operation(
                id=id,
                name=f"{method} {path}",
                origin=self.change(there, decision) if there else Decided(decision=decision),
                doc=summary,
                api=api.id,
                method=method,
                path=path,
                parameters=tuple(parameters),
                request=request.id if request else "",
                request_example=request.example if request else None,
                responses=tuple(answers),
                security=self._security(alternatives) if authenticated else (),
                guards=self.site.guards if authenticated and not alternatives else (),
                table=table.id if table else "",
                sorts=tuple(sorts),
                writes=tuple(each.id for each in writes),
                pagination=pagination,
                rate_limit=rate_limit,
                peak_rate=peak_rate,
            )
        )

    def _security(self, alternatives: Sequence[SecurityScheme]) -> tuple[str, ...]:
        usual = self.site.scheme or self.credential
        return tuple(each.id for each in (usual, *alternatives) if each is not None)

    def _refusals(
        self, errors: Sequence[tuple[int, str]], limit: RateLimit | None, decision: str
    ) -> list[Response]:
        error = self.error_schema(decision)
        told = list(errors)
        if limit and all(status != 429 for status, _ in told):
            told.append((429, f"More than {limit.requests} requests in {limit.seconds} s."))
        return [
            Response(
                status=status,
                doc=why,
                schema=error.id,
                example=self._error_example(status, why),
                headers=("Retry-After",) if status == 429 else (),
            )
            for status, why in told
        ]

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
            example=example
            if example is not None or not columns
            else example_of_column(columns[0]),
        )
