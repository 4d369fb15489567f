"""OData metadata: the sets, singletons, functions and actions of a container.

Recognises: CSDL in XML (`edmx:Edmx`): `EntitySet` (list and create, one by its key), `Singleton`,
`FunctionImport` with the parameters of its function, `ActionImport`.
Versions seen: 4.0, 4.01.
Not recognised: bound functions and actions, navigation, CSDL in JSON.
Documentation: https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Described, Fact
from backend_architect.survey.idioms.xml_lines import Element, Unreadable, read

_ONE = ("GET", "PATCH", "DELETE")


@detector(anchors=("docs.oasis-open.org/odata/ns/edmx",))
def odata_metadata(match: Match) -> Iterator[Fact]:
    """The requests that an OData service answers for what its container holds."""
    try:
        document = read(match.source.data)
    except Unreadable:
        return
    schemas = list(document.all("DataServices", "Schema"))
    functions = {
        f"{schema.attributes.get('Namespace')}.{each.attributes.get('Name')}": each
        for schema in schemas
        for each in schema.all("Function")
    }
    for schema in schemas:
        for each in (part for box in schema.all("EntityContainer") for part in box.children):
            for method, path in _requests(each, functions):
                yield Described(
                    lines=(each.first, each.first),
                    document="odata",
                    method=method,
                    path=path,
                    name=each.attributes.get("Name", ""),
                    service=schema.attributes.get("Namespace", ""),
                )


def _requests(each: Element, functions: dict[str, Element]) -> Iterator[tuple[str, str]]:
    path = f"/{each.attributes.get('Name', '')}"
    if each.name == "EntitySet":
        yield from (("GET", path), ("POST", path))
        yield from ((method, f"{path}({{key}})") for method in _ONE)
    elif each.name == "Singleton":
        yield from (("GET", path), ("PATCH", path))
    elif each.name == "ActionImport":
        yield "POST", path
    elif each.name == "FunctionImport":
        function = functions.get(each.attributes.get("Function", ""))
        named = (
            [p.attributes.get("Name", "") for p in function.all("Parameter")] if function else []
        )
        given = ",".join(f"{name}={{{name}}}" for name in named)
        yield "GET", f"{path}({given})"
