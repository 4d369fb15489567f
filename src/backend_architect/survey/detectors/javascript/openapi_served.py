"""Node.js programs whose routes are an OpenAPI document.

Recognises: files that load openapi-backend, express-openapi, exegesis, fastify-openapi-glue,
openapi-router or swagger-routes-express and name a document by its file (`definition`, `apiDoc`,
`specification` or an argument); express-openapi-validator with `operationHandlers`, which makes it
a router. openapi-backend leaves out the path of the document's server.
Versions seen: openapi-backend 3 to 5, express-openapi 7 to 12, exegesis-express 2 to 4,
fastify-openapi-glue 2 to 4, express-openapi-validator 4 and 5.
Not recognised: documents written in code, and those whose name is made when the program runs.
Documentation: https://openapistack.co/docs/openapi-backend/intro/,
https://github.com/seriousme/fastify-openapi-glue
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Followed, Literally

_LIBRARY = re.compile(
    r"""['"](openapi-backend|express-openapi|exegesis(?:-express|-koa)?|(?:@[\w-]+/)?(?:fastify-)?"""
    r"""openapi-glue|swagger-routes-express|express-openapi-validator)['"]"""
)
_DOCUMENT = re.compile(r"[\w./-]+\.(?:ya?ml|json)")
_OTHERS = re.compile(r"(?:package|tsconfig)[\w.-]*\.json$")


@detector(
    language="javascript",
    anchors=("openapi-backend", "express-openapi", "exegesis", "openapi-glue",
             "swagger-routes-express"),
    query="(string (string_fragment) @text) @string",
)  # fmt: skip
def openapi_served(match: Match) -> Iterator[Fact]:
    """The program follows the document that such a file names."""
    library = _LIBRARY.search(match.source.text)
    document = match.text("text")
    if library is None or not _DOCUMENT.fullmatch(document) or _OTHERS.search(document):
        return
    if library[1] == "express-openapi-validator" and "operationHandlers" not in match.source.text:
        return
    yield Followed(
        lines=match.lines("string"),
        scope=match.scope("string"),
        document="openapi",
        contract=document,
        prefix=Literally(text="") if library[1] == "openapi-backend" else None,
        framework=library[1],
    )
