"""OpenAPI 2.0 to 3.1, JSON or YAML -> operations with their lines.

Good for comparing what is documented with what is routed: methods, paths and where they stand.
Only names are taken out of the text, no descriptions. References to other files are not followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import yaml

from backend_architect.model.element import Noun

_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})
_DEEPEST = 200
_VARIABLE = re.compile(r"\{[^{}]*\}")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class DocumentedOperation(Noun, frozen=True, kw_only=True, order=True):
    """One method (upper case) on one path, as written, and the line of the method."""

    path: str
    method: str
    line: int
    operation_id: str = ""
    deprecated: bool = False


class DocumentedSchema(Noun, frozen=True, kw_only=True, order=True):
    """A named schema and its line."""

    name: str
    line: int


class Contract(Noun, frozen=True, kw_only=True):
    """What a document says. `base_paths` are the paths of its servers, without a final slash ("" is
    the root); `elsewhere` are the lines of path items that stand in other files."""

    version: str
    operations: tuple[DocumentedOperation, ...]
    base_paths: tuple[str, ...] = ("",)
    schemas: tuple[DocumentedSchema, ...] = ()
    elsewhere: tuple[int, ...] = ()


class NoContract(Noun, frozen=True, kw_only=True):
    """Why a text is no OpenAPI document, and the line where that shows. `broken` if it cannot be
    parsed at all."""

    line: int
    reason: str
    broken: bool = False


def read(text: str) -> Contract | NoContract:
    """What the text documents."""
    plain = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    if plain.lstrip().startswith("{"):
        plain = plain.replace("\t", " ")  # JSON strings hold no bare tabs, and YAML would stumble
    if _deep(plain):
        return NoContract(line=1, reason="The document is nested too deeply.", broken=True)
    try:
        root = yaml.compose(plain, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        return NoContract(line=line, reason="The text is neither JSON nor YAML.", broken=True)
    return _contract(root)


def _deep(text: str) -> bool:
    """True for a nesting no document of people has; the parser would use up its stack."""
    depth = deepest = indent = 0
    for match in re.finditer(r"[\[{]|[\]}]|\n *(?:- *)*", text):
        opened = match.group()
        if opened[0] == "\n":
            indent = max(indent, len(opened))
        else:
            depth += 1 if opened in "[{" else -1
            deepest = max(deepest, depth)
    return deepest > _DEEPEST or indent > _DEEPEST * 10


def _contract(root: yaml.Node | None) -> Contract | NoContract:
    top = _entries(root)
    version = next((_text(top[key][1]) for key in ("openapi", "swagger") if key in top), "")
    if not version:
        return NoContract(line=1, reason="The text names no version of OpenAPI.")
    if not version.startswith(("2.", "3.")):
        line = root.start_mark.line + 1 if root else 1
        return NoContract(line=line, reason="This version of OpenAPI is not known.")
    paths = _entries(top["paths"][1]) if "paths" in top else {}
    return Contract(
        version=version,
        operations=tuple(sorted(_operations(paths))),
        base_paths=_base_paths(top),
        schemas=tuple(sorted(_schemas(top))),
        elsewhere=tuple(
            _line(_entries(item)["$ref"][0])
            for _, item in paths.values()
            if "$ref" in _entries(item)
        ),
    )


Entry = tuple[yaml.Node, yaml.Node]


def _entries(node: yaml.Node | None) -> dict[str, Entry]:
    """The entries of a mapping by key; of doubled keys the last. Empty for any other node."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {_text(key): (key, value) for key, value in node.value}


def _text(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _operations(paths: dict[str, Entry]) -> Iterator[DocumentedOperation]:
    for path, (_, item) in paths.items():
        if not path.startswith("/"):
            continue
        for method, (key, body) in _entries(item).items():
            if method.lower() in _METHODS:
                about = _entries(body)
                yield DocumentedOperation(
                    path=path,
                    method=method.upper(),
                    line=_line(key),
                    operation_id=_text(about["operationId"][1]) if "operationId" in about else "",
                    deprecated="deprecated" in about and _text(about["deprecated"][1]) == "true",
                )


def _base_paths(top: dict[str, Entry]) -> tuple[str, ...]:
    if "basePath" in top:
        return (_base(_text(top["basePath"][1])),)
    servers = top["servers"][1] if "servers" in top else None
    items = servers.value if isinstance(servers, yaml.SequenceNode) else ()
    addresses = (_entries(item) for item in items)
    found = {_base(_server(each)) for each in addresses if "url" in each}
    return tuple(sorted(found)) or ("",)


def _server(entries: dict[str, Entry]) -> str:
    """The server's address with its variables at their defaults."""
    variables = _entries(entries["variables"][1]) if "variables" in entries else {}
    url = _text(entries["url"][1])
    for name, (_, about) in variables.items():
        default = _entries(about).get("default")
        url = url.replace("{" + name + "}", _text(default[1]) if default else "")
    return url


def _base(address: str) -> str:
    try:
        path = urlsplit(_VARIABLE.sub("", address)).path
    except ValueError:
        return ""
    return "/" + path.strip("/") if path.strip("/") else ""


def _schemas(top: dict[str, Entry]) -> Iterator[DocumentedSchema]:
    components = _entries(top["components"][1]) if "components" in top else {}
    holder = components.get("schemas") or top.get("definitions")
    for name, (key, _) in _entries(holder[1] if holder else None).items():
        yield DocumentedSchema(name=name, line=_line(key))
