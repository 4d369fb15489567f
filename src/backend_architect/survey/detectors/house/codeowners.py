"""CODEOWNERS: who answers for which paths.

Recognises: lines of a pattern and owners (people, teams, addresses of mail), as GitHub, GitLab and
Gitea read them; GitLab's sections.
Versions seen: those of 2025.
Not recognised: numbers of approvals; exclusions (`!pattern`), which GitHub has not.
Documentation: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Owned


@detector(paths=("CODEOWNERS",))
def codeowners(match: Match) -> Iterator[Fact]:
    """One rule for each line that names a pattern."""
    for number, line in enumerate(match.source.text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if words and not words[0].startswith(("[", "^[", "!")):
            owners = tuple(each for each in words[1:] if "@" in each)
            yield Owned(lines=(number, number), pattern=words[0], owners=owners)
