"""Open questions as a TOML file to fill in: why each is asked, its options, its default.

# Business

# May visitors without an account have a cart?
#   Why: guest carts need a key in a cookie and a merge at login.
#   Options: yes | no
#   Default: yes
guest-carts = ""
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from backend_architect.model.brief import Answer, Question, QuestionCategory

CATEGORIES: dict[QuestionCategory, str] = {
    "business": "Business", "technical": "Technical", "pain": "Pain points", "scale": "Scale",
}  # fmt: skip
_WIDTH = 100


def write_answers(
    questions: Sequence[Question], answers: Iterable[Answer] = (), *, title: str = ""
) -> str:
    """The answers file of these questions, by category; what is answered already is filled in, and
    answers to other questions stand at the end."""
    given = {answer.question: answer.value for answer in answers}
    count = f"{len(questions)} question{'s' if len(questions) != 1 else ''}"
    about = f" before the design of '{' '.join(title.split())}'" if title else ""
    lines = [
        f"# {count}{about}.",
        '# Write the answer between the quotes. What stays "" is still open, or takes its default',
        "# where the command is run with --assume.",
    ]
    for category, heading in CATEGORIES.items():
        asked = [each for each in questions if each.category == category]
        lines += ["", f"# ---- {heading} ----"] if asked else []
        for each in asked:
            lines += ["", *_comments(each), f"{each.id} = {_string(given.pop(each.id, ''))}"]
    lines += ["", "# ---- Answered already ----", ""] if given else []
    lines += [f"{question} = {_string(value)}" for question, value in given.items()]
    return "\n".join(lines) + "\n"


def _comments(question: Question) -> Iterator[str]:
    yield from _wrapped(question.text, "# ")
    yield from _wrapped(f"Why: {question.why}", "#   ")
    open_end = " | or your own words" if question.free else ""
    yield from _wrapped(f"Options: {' | '.join(question.options)}{open_end}", "#   ")
    yield from _wrapped(f"Default: {question.default}", "#   ")


def _wrapped(text: str, mark: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=mark, subsequent_indent=f"{mark}  ")


def _string(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
