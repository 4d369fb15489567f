"""The programming languages survey can parse, by the ending of a file's name."""

from __future__ import annotations

import importlib
from functools import cache, lru_cache
from posixpath import splitext

from backend_architect.survey.detector import Grammar

#: Ending -> (module of this package, slug of the grammar).
ENDINGS: dict[str, tuple[str, str]] = {
    ".py": ("python", "python"),
    ".js": ("javascript", "javascript"),
    ".cjs": ("javascript", "javascript"),
    ".mjs": ("javascript", "javascript"),
    ".jsx": ("javascript", "javascript"),
    ".ts": ("javascript", "typescript"),
    ".cts": ("javascript", "typescript"),
    ".mts": ("javascript", "typescript"),
    ".tsx": ("javascript", "tsx"),
    ".go": ("go", "go"),
    ".java": ("java", "java"),
    ".kt": ("kotlin", "kotlin"),
    ".cs": ("csharp", "csharp"),
    ".php": ("php", "php"),
    ".rb": ("ruby", "ruby"),
    ".ru": ("ruby", "ruby"),
    ".rs": ("rust", "rust"),
    ".ex": ("elixir", "elixir"),
    ".exs": ("elixir", "elixir"),
    ".scala": ("scala", "scala"),
    ".clj": ("clojure", "clojure"),
    ".cljc": ("clojure", "clojure"),
    ".hs": ("haskell", "haskell"),
    ".swift": ("swift", "swift"),
    ".pl": ("plain", "perl"),
    ".pm": ("plain", "perl"),
    ".psgi": ("plain", "perl"),
    ".lua": ("plain", "lua"),
    ".moon": ("plain", "moonscript"),
    ".dart": ("plain", "dart"),
    ".zig": ("plain", "zig"),
    ".cr": ("plain", "crystal"),
    ".groovy": ("plain", "groovy"),
    ".cfc": ("plain", "cfml"),
    ".gleam": ("plain", "gleam"),
    ".erl": ("plain", "erlang"),
    ".fs": ("plain", "fsharp"),
    ".c": ("plain", "c"),
    ".h": ("plain", "cpp"),
    ".cc": ("plain", "cpp"),
    ".cpp": ("plain", "cpp"),
    ".cxx": ("plain", "cpp"),
    ".hpp": ("plain", "cpp"),
    ".nim": ("plain", "nim"),
    ".ml": ("plain", "ocaml"),
    ".jl": ("plain", "julia"),
    ".r": ("plain", "r"),
    ".v": ("plain", "v"),
    ".d": ("plain", "d"),
    ".bal": ("plain", "ballerina"),
}


@lru_cache(maxsize=1 << 16)
def language_of(path: str) -> str:
    """The slug of the grammar for this path, or ""."""
    return ENDINGS.get(splitext(path)[1].lower(), ("", ""))[1]


def grammar_of(path: str) -> Grammar | None:
    """The grammar for this path, or None."""
    module, slug = ENDINGS.get(splitext(path)[1].lower(), ("", ""))
    return _load(module, slug) if module else None


def grammar_for(slug: str) -> Grammar:
    """The grammar of this slug. Raises `KeyError` for a language we cannot parse."""
    return _load({known: module for module, known in ENDINGS.values()}[slug], slug)


@cache
def _load(module: str, slug: str) -> Grammar:
    """Each package has a module `grammar` with a function `grammar(slug)`.

    Parsers are loaded only for files that come.
    """
    found = importlib.import_module(f"{__name__}.{module}.grammar")
    grammar: Grammar = found.grammar(slug)
    return grammar
