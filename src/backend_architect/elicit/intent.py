"""What kind of change is asked for, sentence by sentence and for the whole request."""

from __future__ import annotations

import re

import msgspec

from backend_architect.catalog.vocabulary.read import lexicon
from backend_architect.elicit.phrases import intent_cues, pain_cues
from backend_architect.elicit.text import Document, Sentence
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Intent

_STRONG: tuple[Intent, ...] = ("add", "refactor", "integrate", "repair")
_A_NEW = re.compile(
    r"\ban? (?:brand[- ])?new\b|\bfrom scratch\b|\bgreen[- ]?field\b", re.IGNORECASE
)
_TAKES = re.compile(
    r"\b(?:takes?|took|taking) (?:about |over |around |up to |more than |nearly )?\d[\d.,]* ?"
    r"(?:ms|milliseconds|s|sec|seconds?|min|minutes?)\b(?! to (?:read|learn))"
)
_INTEGRATION = re.compile(r"\bintegration (?:with|of|to)\b|\bconnection to\b", re.IGNORECASE)


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """How one sentence speaks.

    `cue` is a key of the vocabulary's intents ("make" and "need" leave open whether it is for an
    existing system), "" where the sentence asks for nothing; `place` is the cue's first token.
    `slow` says that something is said to be slow, `pain` that something hurts.
    """

    sentence: Sentence
    cue: str
    place: int
    after: int
    slow: bool
    pain: bool


def read_wishes(document: Document) -> tuple[Wish, ...]:
    """Each sentence with what it asks for."""
    return tuple(_wish(each) for each in document.sentences)


def intent_of(wish: Wish) -> Intent | None:
    """The intent that the sentence alone shows, or None where it shows none."""
    if wish.cue in ("add", "make") and _INTEGRATION.search(wish.sentence.text):
        return "integrate"
    if wish.cue in _STRONG:
        return wish.cue
    if wish.slow or (wish.pain and not wish.cue):
        return "repair"
    return None


def read_intent(wishes: tuple[Wish, ...], as_is: Model) -> Intent | None:
    """The intent of the first sentence that asks for something, else of the first that hurts.

    What is to be made is new where there is nothing yet, or where the words call it new.
    Returns None where no sentence asks and nothing hurts.
    """
    asking = next((wish for wish in wishes if wish.cue not in ("", "need")), None)
    asking = asking or next((wish for wish in wishes if wish.cue and not wish.slow), None)
    hurting = next((wish for wish in wishes if intent_of(wish) == "repair"), None)
    first = asking or hurting
    if first is None:
        return None
    if first.cue == "need" and hurting:
        return "repair"
    if any(_A_NEW.search(each.sentence.text) and each.cue == "make" for each in wishes):
        return "new"
    return intent_of(first) or ("new" if is_empty(as_is) else "add")


def is_empty(as_is: Model) -> bool:
    """True when the survey saw no program and no data."""
    return not (as_is.services or as_is.operations or as_is.tables)


def _wish(sentence: Sentence) -> Wish:
    row = sentence.tokens
    pains = {mention.meaning for mention in pain_cues().find(row)}
    cues = [each for each in intent_cues().find(row) if _asks(sentence, each.first, each.meaning)]
    strong = next((each for each in cues if each.meaning != "need"), None)
    cue = strong or next(iter(cues), None)
    wished = "wish" in pains and cue is not None and cue.meaning in ("repair", "make")
    wished = wished and "faster than" not in sentence.text.lower()
    return Wish(
        sentence=sentence,
        cue=cue.meaning if cue else "",
        place=cue.first if cue else 0,
        after=cue.after if cue else 0,
        slow="slowness" in pains or wished or bool(_TAKES.search(sentence.text)),
        pain=bool(pains & {"slowness", "other"}) or bool(_TAKES.search(sentence.text)),
    )


def _asks(sentence: Sentence, place: int, meaning: str) -> bool:
    """A verb asks at the beginning, after a bullet's mark, or after what leads to a wish."""
    if meaning == "need" or place == 0:
        return True
    before = sentence.tokens[place - 1]
    joint = sentence.text[
        before.end - sentence.start : sentence.tokens[place].start - sentence.start
    ]
    return before.key in lexicon("before_a_wish") or any(mark in joint for mark in ",:(")
