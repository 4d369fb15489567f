"""Routes of gateways in clusters and declarative files: where callers enter, not who answers.

Recognises: Istio's VirtualService (`match` with `uri` and `method`), the Gateway API's HTTPRoute
(`matches` with `path` and `method`), APISIX (`routes` with `uri` or `uris`,
`methods`) and Kong (`services` with `routes`, `paths`, `methods`); without a method it is any.
Versions seen: networking.istio.io v1, gateway.networking.k8s.io v1, APISIX 3, Kong 3.
Not recognised: templates of charts; the paths that requests are rewritten to; Ingress, which leads
whole hosts.
Documentation: https://istio.io/latest/docs/reference/config/networking/virtual-service/,
https://gateway-api.sigs.k8s.io/reference/spec/, https://apisix.apache.org/docs/apisix/stand-alone/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Described, Fact
from backend_architect.survey.idioms.outline import Part, Unreadable, outline


class _Way(NamedTuple):
    line: int
    methods: tuple[str, ...]
    path: str


@detector(anchors=("VirtualService", "HTTPRoute", "upstream_id", "plugins", "_format_version"))
def gateway_routes(match: Match) -> Iterator[Fact]:
    """One described operation for each path and method."""
    if not match.source.path.endswith((".yaml", ".yml", ".json")):
        return
    for text, offset in _documents(match.source.text):
        try:
            document = outline(text)
        except Unreadable:
            continue
        for way in _ways(document):
            for method in way.methods:
                yield Described(
                    lines=(way.line + offset, way.line + offset),
                    document="gateway",
                    method=method,
                    path=way.path,
                    service=document.text("metadata", "name"),
                )


def _documents(text: str) -> Iterator[tuple[str, int]]:
    """The documents of a text, each with the number of lines before it."""
    start = 0
    for found in re.finditer(r"^---[^\n]*\n", text, re.MULTILINE):
        yield text[start : found.start()], text.count("\n", 0, start)
        start = found.end()
    yield text[start:], text.count("\n", 0, start)


def _ways(document: Part) -> Iterator[_Way]:
    kind = document.text("kind")
    if kind == "VirtualService":
        words = ("exact", "prefix", "regex")
        yield from _matches(document, ("spec", "http"), "match", ("uri",), words)
    elif kind == "HTTPRoute":
        yield from _matches(document, ("spec", "rules"), "matches", ("path",), ("value",))
    elif not kind and document.below("routes"):
        yield from _declared(document.below("routes"), ("uri", "uris"))
    elif document.text("_format_version"):
        inner = (each.below("routes") for each in document.below("services"))
        yield from _declared([route for routes in inner for route in routes], ("paths",))


def _matches(
    document: Part, rules: tuple[str, ...], key: str, path: tuple[str, ...], words: tuple[str, ...]
) -> Iterator[_Way]:
    for rule in document.below(*rules):
        for each in rule.below(key):
            said = next((text for word in words if (text := each.text(*path, word))), "")
            method = each.text("method", "exact") or each.text("method")
            if said.startswith("/"):
                yield _Way(each.first, (method.upper() or "ANY",), said)


def _declared(routes: list[Part], keys: tuple[str, ...]) -> Iterator[_Way]:
    for route in routes:
        methods = tuple(m.upper() for m in route.texts("methods") if m != "*") or ("ANY",)
        for path in (text for key in keys for text in route.texts(key)):
            if path.startswith("/"):
                yield _Way(route.first, methods, path)
