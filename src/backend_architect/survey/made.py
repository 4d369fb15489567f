"""Scripts that nobody wrote as they stand: made by a tool out of others.

Repositories carry what browsers load: minified scripts, bundles, jQuery with its plugins. They are
long, and what looks like a route in them is none of the program's. Their names seldom tell (see
`adapters.sieve` for those that do), their text does:

- minified: hardly a line's end (lines written by hand are 30 to 50 bytes long on average);
- bundled: the loader that a bundler puts around modules
  (https://webpack.js.org/concepts/under-the-hood/, https://rollupjs.org/configuration-options/);
- built for browsers and servers alike: the universal module definition, which asks for AMD's
  `define` (https://github.com/umdjs/umd).
"""

from __future__ import annotations

from backend_architect.survey.grammars import language_of

#: Bytes. Shorter files cost nothing, and may be one long line for a reason.
SHORT = 4_000
#: Bytes of a line, on average.
LONG_LINES = 250
#: Bytes in which a bundle shows its loader, at either end.
_ENDS = 4_000

_SCRIPTS = ("javascript", "typescript", "tsx")
_BUNDLED = (
    b"__webpack_require__", b"webpackJsonp", b'self["webpackChunk', b"self.webpackChunk",
    b"/******/", b"parcelRequire", b"define.amd", b"__commonJS = (", b"System.register([",
)  # fmt: skip


def is_made(path: str, data: bytes) -> bool:
    """Whether a script was made by a tool out of others."""
    language = language_of(path)
    if len(data) < SHORT or language not in _SCRIPTS:
        return False
    if language == "javascript" and len(data) > LONG_LINES * (data.count(b"\n") + 1):
        return True
    ends = data[:_ENDS] + data[-_ENDS:]
    return any(sign in ends for sign in _BUNDLED)
