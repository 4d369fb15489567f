"""What holds for whoever writes here: documents for contributors and agents, and checking tools.

Recognises: CONTRIBUTING, AGENTS.md, CLAUDE.md, GEMINI.md, copilot-instructions.md, .cursorrules,
STYLEGUIDE, SECURITY.md, .editorconfig, decision records; configuration files of linters and
formatters of all languages we read; `.pre-commit-config.yaml`; `[tool.ruff]` and its like in
pyproject.toml.
Versions seen: those of 2025.
Not recognised: what they say.
Documentation: https://editorconfig.org, https://agents.md
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from posixpath import basename

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Habit

_DOCUMENTS = ("CONTRIBUTING*", "AGENTS.md", "CLAUDE.md", "GEMINI.md", "copilot-instructions.md",
              ".cursorrules", "STYLEGUIDE*", "STYLE_GUIDE*", "SECURITY.md",
              ".editorconfig", "CONVENTIONS.md")  # fmt: skip
_TOOLS = {
    ".eslintrc*": "eslint",
    "eslint.config.*": "eslint",
    ".prettierrc*": "prettier",
    "prettier.config.*": "prettier",
    "biome.json*": "biome",
    "tslint.json": "tslint",
    ".oxlintrc.json": "oxlint",
    "ruff.toml": "ruff",
    ".ruff.toml": "ruff",
    ".flake8": "flake8",
    ".pylintrc": "pylint",
    "pylintrc": "pylint",
    "mypy.ini": "mypy",
    ".mypy.ini": "mypy",
    "pyrightconfig.json": "pyright",
    ".bandit": "bandit",
    ".golangci.*": "golangci-lint",
    ".rubocop.yml": "rubocop",
    ".reek.yml": "reek",
    ".standard.yml": "standard",
    "phpstan.neon*": "phpstan",
    "phpstan.dist.neon": "phpstan",
    "psalm.xml*": "psalm",
    "phpcs.xml*": "phpcs",
    ".php-cs-fixer*": "php-cs-fixer",
    ".php_cs*": "php-cs-fixer",
    "pint.json": "pint",
    "deptrac.y*ml": "deptrac",
    "rector.php": "rector",
    "checkstyle*.xml": "checkstyle",
    "pmd*.xml": "pmd",
    "spotbugs*.xml": "spotbugs",
    "detekt*.yml": "detekt",
    ".scalafmt.conf": "scalafmt",
    ".scalafix.conf": "scalafix",
    "rustfmt.toml": "rustfmt",
    ".rustfmt.toml": "rustfmt",
    "clippy.toml": "clippy",
    "deny.toml": "cargo-deny",
    ".credo.exs": "credo",
    ".formatter.exs": "mix format",
    ".swiftlint.yml": "swiftlint",
    ".swiftformat": "swiftformat",
    ".hlint.yaml": "hlint",
    "fourmolu.yaml": "fourmolu",
    "stylish-haskell.yaml": "stylish-haskell",
    ".clj-kondo/config.edn": "clj-kondo",
    "cljfmt.edn": "cljfmt",
    "stylecop.json": "stylecop",
    ".hadolint.yaml": "hadolint",
    ".sqlfluff": "sqlfluff",
    ".spectral.y*ml": "spectral",
    ".pre-commit-config.yaml": "pre-commit",
    "lefthook.yml": "lefthook",
    "sonar-project.properties": "sonar",
    ".importlinter": "import-linter",
    ".dependency-cruiser.*": "dependency-cruiser",
    "commitlint.config.*": "commitlint",
    ".markdownlint*": "markdownlint",
    ".yamllint*": "yamllint",
    "buf.yaml": "buf",
}
_SECTION = re.compile(
    r"^\[tool\.(ruff|black|mypy|pylint|isort|flake8|pyright|bandit|importlinter)\b"
)


@detector(paths=(*_DOCUMENTS, *_TOOLS, "pyproject.toml", "*docs/adr/*.md", "*doc/adr/*.md"))
def standards(match: Match) -> Iterator[Fact]:
    """One standard for a document, one linter for a tool that is set up."""
    path = match.source.path
    name = basename(path)
    if name == "pyproject.toml":
        yield from _sections(match.source.text)
        return
    if "/adr/" in f"/{path}":
        yield Habit(lines=(1, 1), kind="standard", value="decision records")
        return
    for pattern, tool in _TOOLS.items():
        if fnmatchcase(name, pattern) or fnmatchcase(path, f"*{pattern}"):
            yield Habit(lines=(1, 1), kind="linter", value=tool)
            return
    yield Habit(lines=(1, 1), kind="standard", value=name)


def _sections(text: str) -> Iterator[Fact]:
    said: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        found = _SECTION.match(line)
        if found is not None and found[1] not in said:
            said.add(found[1])
            yield Habit(lines=(number, number), kind="linter", value=found[1])
