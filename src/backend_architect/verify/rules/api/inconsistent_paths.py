"""A path is spelled otherwise than the others.

Why it matters
    Clients guess paths from those they know; every exception is looked up, mistyped and kept for
    ever, since changing it breaks them.
How it is found
    At least four fifths of the repository's paths of several words use one spelling (kebab-case,
    snake_case, camelCase), and a segment uses another; one finding for each such segment.
False alarm when
    The path is not the repository's own choice (a partner's; `.well-known` is known).
What to do
    Add the path in the common spelling, keep the old one for as long as clients use it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from backend_architect.measures.naming import style_of, words
from backend_architect.model.api import Api, Operation
from backend_architect.model.architecture import Model
from backend_architect.verify.endpoints import segments
from backend_architect.verify.rule import Trouble, rule

#: Fewer segments of several words tell no habit.
_ENOUGH = 4
_MOST = 0.8


@rule(severity="info")
def inconsistent_paths(model: Model) -> Iterator[Trouble]:
    """Segments that leave the common spelling."""
    for api in model.apis:
        found = _of_several_words(model, api)
        styles = Counter(style_of(segment) for segment in found)
        style, count = max(styles.items(), key=lambda each: (each[1], each[0]), default=("", 0))
        if len(found) < _ENOUGH or count < _MOST * len(found):
            continue
        for segment, operation in sorted(found.items()):
            if style_of(segment) != style:
                message = f"`{segment}` in {operation.name} is not in {style} as the others are."
                yield Trouble(operation.id, message, {"segment": segment})


def _of_several_words(model: Model, api: Api) -> dict[str, Operation]:
    found: dict[str, Operation] = {}
    for operation in (op for op in model.operations_of(api) if not _is_others(op)):
        for segment in segments(operation):
            if len(words(segment)) > 1 and segment.replace("-", "").replace("_", "").isalpha():
                found.setdefault(segment, operation)
    return found


def _is_others(operation: Operation) -> bool:
    """True for paths that a standard or a tool chooses."""
    return "/." in operation.path or "swagger" in operation.path.lower()
