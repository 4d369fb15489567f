"""Express's paths in OpenAPI's form.

Express 4 (path-to-regexp 0.1): `:id`, `:id(\\d+)`, `:id?`, `*`, `(group)?`; Express 5 (8.x):
`:id`, `*rest`, `{/:optional}`. A path with an optional part stands for two paths. A regular
expression is said where it is a plain path with groups.
"""

from __future__ import annotations

import re
from itertools import product

from backend_architect.survey.facts import Expression, Joined, Literally

_PARAMETER = re.compile(r":(\w+)(?:\((?:[^()]|\([^()]*\))*\))?([*+])?")
_OPTIONAL_PARAMETER = re.compile(r"/?:(\w+)(?:\((?:[^()]|\([^()]*\))*\))?\?")
_OPTIONAL_BRACES = re.compile(r"\{([^{}]*)\}")
_OPTIONAL_GROUP = re.compile(r"\((/?:?[\w/-]+)\)\?")
_OPTIONAL_LETTER = re.compile(r"([\w/-])\?")
_NAMED_WILDCARD = re.compile(r"\*(\w+)")
_WILDCARD = re.compile(r"\(\.\*\)|\(\.\+\)|\*")
_GROUP = re.compile(r"\((?:\?:)?[^()]*\)")
_REGEX_GROUP = re.compile(r"\((?:\?<(\w+)>)?(?:[^()\\]|\\.)*\)")
_REGEX_CLASS = re.compile(r"(?:\[[^\]]*\]|\\[dwDWsS]|\.)[+*]")
_PLAIN = re.compile(r"[\w\-./{}~%:@!,;=]*\Z")


def open_paths(path: Expression) -> tuple[Expression, ...]:
    """The path with its parameters as `{name}`; several where parts of it are optional."""
    if isinstance(path, Literally):
        return tuple(Literally(text=text) for text in _open(path.text))
    if isinstance(path, Joined):
        parts = [
            _open(part.text) if isinstance(part, Literally) else (part,) for part in path.parts
        ]
        return tuple(
            Joined(parts=tuple(Literally(text=p) if isinstance(p, str) else p for p in chosen))
            for chosen in product(*parts)
        )
    return (path,)


def _open(text: str) -> tuple[str, ...]:
    """Every form of a literal path, the shortest first."""
    for pattern in (_OPTIONAL_PARAMETER, _OPTIONAL_BRACES, _OPTIONAL_GROUP, _OPTIONAL_LETTER):
        match = pattern.search(text)
        if match is not None:
            inner = match.group(0)[:-1] if pattern is _OPTIONAL_PARAMETER else match.group(1)
            before, after = text[: match.start()], text[match.end() :]
            forms = (*_open(before + after), *_open(before + inner + after))
            return tuple(dict.fromkeys(form or "/" for form in forms))
    text = _PARAMETER.sub(r"{\1}", text)
    text = _NAMED_WILDCARD.sub(r"{\1}", text)
    text = _WILDCARD.sub("{wildcard}", text)
    return (_GROUP.sub("{group}", text),)


def regex_path(pattern: str) -> str | None:
    """The path that a regular expression without its slashes stands for, or None."""
    text = pattern.removeprefix("^").removesuffix("$").removesuffix("\\/?")
    text = text.removesuffix("/?").replace("\\/", "/").replace("\\.", ".").replace("\\-", "-")
    count = 0

    def parameter(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        name = match.group(1) if match.re.groups and match.group(1) else f"part{count}"
        return f"{{{name}}}"

    text = _REGEX_CLASS.sub(parameter, _REGEX_GROUP.sub(parameter, text))
    return text if text.startswith("/") and _PLAIN.match(text) else None
