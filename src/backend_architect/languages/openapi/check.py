"""Is a document valid, and do its examples show what its schemas say?

The specification's own rules are judged by openapi-spec-validator, examples by jsonschema with the
dialect of the document's version. Nothing is fetched: a reference that leads out of the document is
a problem, and so is one that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from backend_architect.languages.openapi.examples import examples

Document = Mapping[str, Any]
_LONGEST = 240


def problems(document: Document) -> tuple[str, ...]:
    """One sentence for each problem, with its JSON pointer first; empty for a sound document."""
    mended, found = _without_bad_references(document)
    found += [f"{pointer}: {message}" for pointer, message in _broken_rules(mended)]
    if not found:
        found += _refuted(mended)
    return tuple(sorted(set(found)))


# -- references


def _without_bad_references(document: Document) -> tuple[dict[str, Any], list[str]]:
    """A copy in which references that cannot be followed are replaced by an empty object."""
    found: list[str] = []

    def mend(value: Any, path: tuple[str, ...]) -> Any:
        if isinstance(value, list):
            return [mend(each, (*path, str(index))) for index, each in enumerate(value)]
        if not isinstance(value, Mapping):
            return value
        target = value.get("$ref")
        if isinstance(target, str) and "properties" not in path[-1:]:
            if not target.startswith("#"):
                found.append(f"{pointer(path)}: refers to another document, which is not read")
                return {}
            if not _leads_somewhere(document, target):
                found.append(f"{pointer(path)}: refers to nothing in this document")
                return {}
        return {str(key): mend(each, (*path, str(key))) for key, each in value.items()}

    return mend(document, ()), found


def _leads_somewhere(document: Document, target: str) -> bool:
    place: Any = document
    for step in target.removeprefix("#").split("/")[1:]:
        key = step.replace("%7B", "{").replace("%7D", "}").replace("~1", "/").replace("~0", "~")
        if isinstance(place, Mapping) and key in place:
            place = place[key]
        elif isinstance(place, list) and key.isdigit() and int(key) < len(place):
            place = place[int(key)]
        else:
            return False
    return True


def pointer(path: tuple[Any, ...]) -> str:
    """The JSON pointer (RFC 6901) as a URI fragment."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
    return "#" + "".join(f"/{step}" for step in steps)


# -- the specification


def _broken_rules(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    import openapi_spec_validator as judge  # here, for it takes long to import

    version = str(document.get("openapi") or document.get("swagger") or "")
    validators = {
        "2.0": judge.OpenAPIV2SpecValidator,
        "3.0": judge.OpenAPIV30SpecValidator,
        "3.1": judge.OpenAPIV31SpecValidator,
        "3.2": judge.OpenAPIV32SpecValidator,
    }
    validator = validators.get(version[:3])
    if validator is None:
        yield "#", "names no version of OpenAPI that is known here"
        return
    for error in validator(document).iter_errors():
        closest = _closest(error)
        yield pointer(tuple(closest.absolute_path)), _sentence(closest.message)


def _closest(error: Any) -> Any:
    """Of the alternatives that all failed, the fault that comes nearest to the truth."""
    from jsonschema.exceptions import best_match

    return best_match([error]) if error.context else error


def _sentence(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."


# -- examples


def _refuted(document: dict[str, Any]) -> Iterator[str]:
    import openapi_schema_validator as judge
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    old = not str(document.get("openapi", "")).startswith(("3.1", "3.2"))
    kind = judge.OAS30Validator if old else judge.OAS31Validator
    formats = judge.oas30_format_checker if old else judge.oas31_format_checker
    resource = DRAFT202012.create_resource(document)
    registry = Registry().with_resource("urn:document", resource)
    for example in examples(document):
        schema = {"$ref": f"urn:document{_escaped(example.schema)}"}
        validator = kind(schema, registry=registry, format_checker=formats)
        for error in validator.iter_errors(example.value):
            closest = _closest(error)
            place = pointer(tuple(closest.absolute_path)).removeprefix("#")
            yield f"{example.pointer}{place}: {_sentence(closest.message)}"


def _escaped(fragment: str) -> str:
    return fragment.replace("%", "%25").replace("{", "%7B").replace("}", "%7D").replace(" ", "%20")
