"""What documents of contracts share: methods, addresses of servers, names of parameters."""

from __future__ import annotations

import re

#: The methods that OpenAPI, RAML and their kin write as keys.
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

_SERVER = re.compile(r"(?:[\w+.-]+:)?//[^/?#]*")
_VARIABLE = re.compile(r"\{\{[^{}]*\}\}|\$\{[^{}]*\}")


def path_of(address: str) -> str:
    """The path of an address, "" for a server alone; without its query and fragment."""
    bare = re.split(r"[?#]", address.strip(), maxsplit=1)[0]
    return _SERVER.sub("", bare, count=1) if _SERVER.match(bare) else bare


def request_path(address: str) -> str:
    """The path a collection's request is sent to: what stands before it is a server's variable."""
    bare = re.split(r"[?#]", address.strip(), maxsplit=1)[0]
    started = _VARIABLE.match(bare)
    path = path_of(bare[started.end() :] if started else bare)
    if not started and not path.startswith("/") and path == bare:
        path = path.partition("/")[1] + path.partition("/")[2]
    path = re.sub(r"\{\{\s*_?\.?\s*([\w.-]+)\s*\}\}", r"{\1}", path)
    path = re.sub(r"(?<=/):(\w+)", r"{\1}", path)
    return path if path.startswith("/") else f"/{path}"


def joined(base: str, path: str) -> str:
    """A path below a base, with one slash between them."""
    base = base.rstrip("/")
    base = f"/{base.lstrip('/')}" if base else ""
    return f"{base}/{path.lstrip('/')}" if path.strip("/") else (base or "/")
