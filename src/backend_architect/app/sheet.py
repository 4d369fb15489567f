"""Open questions as a file to fill in, put where the profile may write."""

from __future__ import annotations

from backend_architect.app.documents import FOLDER
from backend_architect.app.house import House
from backend_architect.app.keep import keep
from backend_architect.errors import Unanswered
from backend_architect.languages.answers.write import write_answers
from backend_architect.model.element import Noun


class Sheet(Noun, frozen=True, kw_only=True):
    """The answers file: its text, and its path below the place of documents ("" if the profile
    writes nothing)."""

    path: str
    text: str


def sheet_of(house: House, unanswered: Unanswered) -> Sheet:
    """The answers file of these questions, kept beside the plan to come.

    A file that somebody began to fill in stays; ours goes beside it under a numbered name.
    """
    brief = unanswered.brief
    text = write_answers(unanswered.questions, brief.answers, title=brief.title)
    path = f"{FOLDER}/{brief.slug}/answers.toml"
    if not house.gate.allows_write(path):
        return Sheet(path="", text=text)
    keeping = keep(house.gate, f"{FOLDER}/{brief.slug}", {path: text.encode()})
    return Sheet(path=keeping.kept[0].path, text=text)
