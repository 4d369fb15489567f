"""Ruby: files are required by path; Rails finds constants by the files named after them.

`require_relative "x"` is written "./x". A module such as "Shop::Engine" stands for the routes of
that engine, which lie in config/routes.rb of the folder whose `lib` holds the engine.
Source: https://guides.rubyonrails.org/autoloading_and_reloading_constants.html,
https://guides.rubyonrails.org/engines.html
"""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath

from backend_architect.survey.places import Places

_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def underscore(name: str) -> str:
    """`ApiKey` is "api_key", `HTTPClient` is "http_client"."""
    return _HUMP.sub("_", name).lower()


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """The file that is required; () for files of gems."""
    if "::" in module:
        return _engine(module, importer, places)
    path = module if module.endswith((".rb", ".ru")) else f"{module}.rb"
    if path.startswith("."):
        beside = normpath(join(dirname(importer), path))
        return (beside,) if beside in places.paths else ()
    found = places.nearest(path.lstrip("/"), importer)
    return (found,) if found else ()


def implicit(_path: str, _places: Places) -> tuple[str, ...]:
    """None: constants are looked up by name (see `named`)."""
    return ()


def named(dotted: str, importer: str, places: Places) -> tuple[str, ...]:
    """The files that may define the constant at the beginning of `dotted`, by their names, the
    longest and nearest first."""
    constants: list[str] = []
    for part in dotted.split("."):
        if not part[:1].isupper():
            break
        constants.append(part)
    found: list[str] = []
    for count in range(len(constants), 0, -1):
        ends = {"/".join(underscore(part) for part in constants[:count]),
                "/".join(part.lower() for part in constants[:count])}  # fmt: skip
        candidates = {path for end in ends for path in places.ending(f"{end}.rb")}
        found.extend(sorted(candidates, key=lambda path: (-_shared(path, importer), path)))
    return tuple(dict.fromkeys(found))


def _engine(name: str, importer: str, places: Places) -> tuple[str, ...]:
    parts = [underscore(part) for part in name.split("::") if part]
    for start in range(len(parts) - 1):
        file = places.nearest("/".join(parts[start:]) + ".rb", importer)
        above, found, _ = f"/{file}".rpartition("/lib/")
        routes = f"{above.lstrip('/')}/config/routes.rb".lstrip("/")
        if found and routes in places.paths:
            return (routes,)
    return ()


def _shared(path: str, other: str) -> int:
    pairs = zip(path.split("/"), other.split("/"), strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), 0)
