"""The title of a request and the short name its documents are filed under."""

from __future__ import annotations

import re
import unicodedata

from backend_architect.catalog.vocabulary.read import lexicon
from backend_architect.elicit.text import plain

LONGEST_TITLE = 80
LONGEST_SLUG = 48
_POLITE = re.compile(
    r"^as an? [\w -]{2,40}, ?"
    r"|^(?:hi|hello|hey|please|kindly|so|ok|okay)[,!]?\s+"
    r"|^(?:(?:we|i|you)(?:'d| would)? (?:really )?"
    r"(?:need|want|like|have|plan|must|should|shall|are going)(?: you)?(?: to)?"
    r"|(?:can|could|would|will) (?:you|we)(?: please)?|let's|let us|help (?:me|us)(?: to)?"
    r"|(?:our|the) (?:goal|task|aim|plan) is to)\s+",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\s+(?:to|for|in|into|on|of|from) (?:our|the|my|this|your|an existing)\b.*$|\s+as we\b.*$"
    r"|\s+(?:so that|because|since|while|when)\b.*$",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:our|the|an?|my|this)-")
_DEVICES = frozenset(("con", "prn", "aux", "nul"))


def title_of(sentence: str) -> str:
    """The first sentence without its politeness, at most 80 characters."""
    title, before = plain(sentence).rstrip("!?:"), ""
    while title != before:
        before, title = title, _POLITE.sub("", title)
    title = _cut(title or plain(sentence), LONGEST_TITLE, " ")
    return title[:1].upper() + title[1:]


def slug_of(words: str) -> str:
    """A readable ASCII name of at most 48 characters: "add-a-shopping-cart".

    Where the change is made ("to our platform") is left out if enough remains; "" for words
    without a Latin letter or digit.
    """
    whole, slug = (_LEADING.sub("", _ascii(each)) for each in (words, _WHERE.sub("", words)))
    slug = _cut(slug if "-" in slug else whole, LONGEST_SLUG, "-")
    parts = slug.split("-")
    while len(parts) > 1 and parts[-1] in lexicon("weak_end"):
        parts.pop()
    slug = "-".join(parts)
    return f"{slug}-plan" if slug in _DEVICES else slug


def _ascii(words: str) -> str:
    bare = unicodedata.normalize("NFKD", re.sub("['’]", "", words).casefold())
    return re.sub(r"[^a-z0-9]+", "-", bare.encode("ascii", "ignore").decode()).strip("-")


def _cut(text: str, longest: int, joint: str) -> str:
    if len(text) <= longest:
        return text
    head = text[: longest + 1].rpartition(joint)[0]
    return head or text[:longest]
