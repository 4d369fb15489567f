"""The evidence folder: everything a machine can read, beside the plan.

For whom
    Validators, code generators, the next run of ours, and people who doubt.
Sections
    `model.json` (the to-be Model with all evidence and gaps), `openapi.yaml`, `schema.sql`,
    `migrations/`, `proofs.json`, `decisions.json`.
Order
    None: one file per noun.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.languages.openapi.write import document as openapi_document
from backend_architect.languages.openapi.write import to_yaml
from backend_architect.languages.postgresql.write import schema
from backend_architect.model.codec import to_json
from backend_architect.model.proposal import Dossier
from backend_architect.render.document import File, document


@document
def evidence_folder(dossier: Dossier) -> Iterator[File]:
    """One file per noun, in the folder named after the request."""
    folder = dossier.brief.slug
    model = dossier.proposal.to_be
    yield File(f"{folder}/model.json", to_json(model).decode())
    yield File(f"{folder}/proofs.json", to_json(dossier.verdict).decode())
    yield File(f"{folder}/decisions.json", to_json(dossier.proposal.decisions).decode())
    new = [table for table in model.tables if table.is_new]
    if new:
        yield File(f"{folder}/schema.sql", schema(model, new))
    for api in model.apis:
        operations = [op for op in model.operations_of(api) if dossier.as_is.find(op.id) != op]
        if operations:
            text = to_yaml(openapi_document(model, api, operations))
            yield File(f"{folder}/openapi.yaml", text)
    for phase in dossier.route.phases:
        for file in phase.files:
            yield File(f"{folder}/migrations/{file.path}", file.text)
