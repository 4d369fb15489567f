"""The endpoints that are added or changed, with examples, errors and policies."""

from __future__ import annotations

import json

from backend_architect.languages.markdown.write import blocks, chapter, code, codes, fenced, table
from backend_architect.model.api import Operation, RateLimit, Response
from backend_architect.model.element import Json
from backend_architect.model.proposal import Dossier
from backend_architect.render.voice import keeps_files


def contract(dossier: Dossier) -> str:
    """New and changed endpoints."""
    model = dossier.proposal.to_be
    operations = [op for op in model.operations if dossier.as_is.find(op.id) != op]
    if not operations:
        return ""
    return chapter(
        "API contract",
        _versioning(dossier),
        table(
            ("Method", "Path", "What it does", "Success", "Errors", "Guards"),
            (_row(operation) for operation in operations),
        ),
        *(_operation(operation) for operation in operations),
        f"The whole contract is {code(f'{dossier.brief.slug}/openapi.yaml')} (OpenAPI 3.1)."
        if keeps_files(dossier)
        else "",
    )


def _versioning(dossier: Dossier) -> str:
    model = dossier.as_is
    prefix = model.convention("url-prefix")
    style = model.convention("versioning")
    seen = f"Paths share the prefix {code(prefix)}. " if prefix else ""
    how = f"The repository versions its API by {style}. " if style else ""
    return (
        f"{seen}{how}Only endpoints and optional members are added: an existing client sees no "
        "change, so no new version is needed."
    )


def _row(operation: Operation) -> tuple[str, ...]:
    good = [r for r in operation.responses if r.status < 400]
    bad = [r for r in operation.responses if r.status >= 400]
    return (
        operation.method,
        code(operation.path),
        operation.doc,
        ", ".join(str(r.status) for r in good),
        ", ".join(str(r.status) for r in bad),
        codes(operation.guards) or ("authenticated" if operation.security else "open to all"),
    )


def _operation(operation: Operation) -> str:
    return blocks(
        f"### {operation.method} {code(operation.path)}",
        operation.doc,
        table(
            ("Input", "In", "Required", "Meaning"),
            (
                (code(p.name), p.location, "yes" if p.required else "no", p.doc)
                for p in operation.parameters
                if p.location != "token"
            ),
        ),
        _policies(operation),
        _example("Request", operation.request_example) if operation.request else "",
        *(_success(r) for r in operation.responses if r.status < 400),
        table(
            ("Status", "When"),
            ((str(r.status), r.doc) for r in operation.responses if r.status >= 400),
        ),
    )


def _policies(operation: Operation) -> str:
    limit = _limit(operation.rate_limit) if operation.rate_limit else "none of its own"
    paging = operation.pagination or "one object" if operation.method == "GET" else "not a list"
    repeat = "idempotency key" if operation.idempotency_key else _repeatable(operation.method)
    return f"Rate limit: {limit}. Pagination: {paging}. Repeating it: {repeat}."


def _limit(limit: RateLimit) -> str:
    return f"{limit.requests} requests in {limit.seconds} s per {limit.key}"


def _repeatable(method: str) -> str:
    safe = {
        "GET": "safe",
        "PUT": "idempotent by method",
        "DELETE": "idempotent by method",
        "HEAD": "safe",
    }
    return safe.get(method, "makes the change again unless the version was sent")


def _success(response: Response) -> str:
    headers = f" Headers: {codes(response.headers)}." if response.headers else ""
    line = f"**{response.status}** {response.doc}{headers}"
    return blocks(line, _example("Response", response.example) if response.schema else "")


def _example(name: str, value: Json) -> str:
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return blocks(f"{name}:", fenced("json", text))
