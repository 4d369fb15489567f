"""Terraform: the routes of Amazon's API gateways.

Recognises: `route_key = "GET /items"` of `aws_apigatewayv2_route`; `aws_api_gateway_method` with
the `aws_api_gateway_resource`s above it in the same file.
Versions seen: AWS provider 4 and 5.
Not recognised: resources of other files, `for_each`, Terraform's JSON for REST gateways.
Documentation:
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_route
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Described, Fact

_ROUTE_KEY = re.compile(r'"?\broute_key"?\s*[=:]\s*"([A-Z]+) (/[^"]*)"')
_RESOURCE = re.compile(
    r'^resource\s+"(aws_api_gateway_(?:resource|method))"\s+"(\w+)"\s*\{(.*?)^\}', re.M | re.S
)
_SETTING = re.compile(r'^[ \t]*(\w+)\s*=\s*"?([^"\n]*)"?\s*$', re.MULTILINE)
_DEPTH = 20


@detector(anchors=("aws_apigatewayv2_route", "aws_api_gateway_method"))
def terraform_gateways(match: Match) -> Iterator[Fact]:
    """One described operation for each route."""
    if not match.source.path.endswith((".tf", ".tf.json")):
        return
    text = re.sub(r"(?m)^[ \t]*(?:#|//).*$", "", match.source.text)
    for found in _ROUTE_KEY.finditer(text):
        yield _described(text, found.start(), found[1], found[2])
    blocks = list(_RESOURCE.finditer(text))
    resources = {b[2]: dict(_SETTING.findall(b[3])) for b in blocks if b[1].endswith("resource")}
    for block in blocks:
        said = dict(_SETTING.findall(block[3]))
        if block[1].endswith("method") and said.get("http_method"):
            path = _path(resources, _named(said.get("resource_id", "")))
            if path is not None:
                yield _described(text, block.start(), said["http_method"], path)


def _described(text: str, place: int, method: str, path: str) -> Described:
    line = text.count("\n", 0, place) + 1
    path = re.sub(r"\{(\w+)\+\}", r"{\1}", path)
    return Described(lines=(line, line), document="gateway", method=method, path=path)


def _named(reference: str) -> str:
    """The resource a reference leads to; "" for the gateway's root."""
    found = re.match(r"aws_api_gateway_resource\.(\w+)\.id", reference.strip())
    return found[1] if found else ""


def _path(resources: dict[str, dict[str, str]], name: str) -> str | None:
    """The path of a resource by those above it, None where one of them is of another file."""
    parts: list[str] = []
    for _ in range(_DEPTH):
        if not name:
            return f"/{'/'.join(reversed(parts))}"
        if name not in resources:
            return None
        parts.append(resources[name].get("path_part", ""))
        name = _named(resources[name].get("parent_id", ""))
    return None
