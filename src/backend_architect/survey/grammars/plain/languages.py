"""Comments and strings of the languages that are read as plain text, one pattern each."""

from __future__ import annotations

import re

_SLASHES = r"//[^\n]*|/\*.*?(?:\*/|\Z)"
_HASH = r"\#[^\n]*"
_DOUBLE = r'"(?:\\.|[^"\\\n])*"'
_SINGLE = r"'(?:\\.|[^'\\\n])*'"
_LONG_DOUBLE = r'"(?:\\.|[^"\\])*"'
_CHARACTER = r"'(?:\\[^\n]{1,8}|[^'\\\n])'"
_TRIPLE = r'""".*?"""|\'\'\'.*?\'\'\''


def _tokens(comments: str, strings: str) -> re.Pattern[str]:
    return re.compile(f"(?P<comment>{comments})|(?P<string>{strings})", re.DOTALL | re.MULTILINE)


_C = _tokens(_SLASHES, rf'R"(\w*)\(.*?\)\3"|{_DOUBLE}|{_CHARACTER}')
_POD = r"^=[a-zA-Z].*?(?:^=cut[^\n]*|\Z)|^__(?:END|DATA)__$.*"

#: Slug of the grammar -> what is a comment and what a string there.
TOKENS: dict[str, re.Pattern[str]] = {
    "perl": _tokens(rf"{_POD}|(?:(?<=\s)|^){_HASH}", f"{_DOUBLE}|{_SINGLE}"),
    "lua": _tokens(r"--\[(=*)\[.*?\]\2\]|--[^\n]*", rf"\[(=*)\[.*?\]\4\]|{_DOUBLE}|{_SINGLE}"),
    "moonscript": _tokens(r"--[^\n]*", f"{_DOUBLE}|{_SINGLE}"),
    "dart": _tokens(_SLASHES, f"{_TRIPLE}|{_DOUBLE}|{_SINGLE}"),
    "zig": _tokens(r"//[^\n]*", rf"\\\\[^\n]*|{_DOUBLE}|{_CHARACTER}"),
    "crystal": _tokens(_HASH, f"{_LONG_DOUBLE}|{_CHARACTER}"),
    "groovy": _tokens(_SLASHES, f"{_TRIPLE}|{_DOUBLE}|{_SINGLE}"),
    "cfml": _tokens(
        r"<!---.*?(?:--->|\Z)|(?<![:\w])//[^\n]*|/\*.*?(?:\*/|\Z)", f"{_DOUBLE}|{_SINGLE}"
    ),
    "gleam": _tokens(r"//[^\n]*", _LONG_DOUBLE),
    "erlang": _tokens(r"(?<!\$)%[^\n]*", rf"\$\\?.|{_LONG_DOUBLE}|{_SINGLE}"),
    "fsharp": _tokens(r"//[^\n]*|\(\*(?!\)).*?\*\)", rf'""".*?"""|{_LONG_DOUBLE}|{_CHARACTER}'),
    "cpp": _C,
    "c": _C,
    "nim": _tokens(rf"\#\[.*?\]\#|{_HASH}", rf'""".*?"""|{_DOUBLE}|{_CHARACTER}'),
    "ocaml": _tokens(r"\(\*(?!\)).*?\*\)", rf"{_LONG_DOUBLE}|{_CHARACTER}"),
    "julia": _tokens(rf"\#=.*?=\#|{_HASH}", rf'""".*?"""|{_DOUBLE}|{_CHARACTER}'),
    "r": _tokens(r"\#(?![*'])[^\n]*", f"{_DOUBLE}|{_SINGLE}"),
    "v": _tokens(_SLASHES, f"{_DOUBLE}|{_SINGLE}"),
    "d": _tokens(rf"{_SLASHES}|/\+.*?\+/", rf"`[^`]*`|{_DOUBLE}|{_CHARACTER}"),
    "ballerina": _tokens(r"//[^\n]*|^\s*\#[^\n]*", _DOUBLE),
}
