"""Paths as Sinatra, Grape, Roda and Hanami write them, in OpenAPI's form."""

from __future__ import annotations

import re

_PARAMETER = re.compile(r"[:*]([A-Za-z_]\w*)")
_FORMAT = re.compile(r"\(\.:?\w+\)|\.\?:format\?|\.:format\b")
_OPTIONAL = re.compile(r"/?\??\(/?:\w+\)|/:\w+\?|/\?(?=\Z|/)")


def openapi(*parts: str) -> str:
    """The parts as one path; a format and what is optional at the end are left out."""
    whole = "/".join(part.strip("/") for part in parts if part.strip("/"))
    whole = _OPTIONAL.sub("", _FORMAT.sub("", whole))
    named = _PARAMETER.sub(r"{\1}", whole)
    return "/" + "/".join("{splat}" if each == "*" else each for each in named.split("/") if each)
