"""How requests are limited: the place of the counters, and limits as words say them."""

from __future__ import annotations

import re

from backend_architect.design.draft import Draft
from backend_architect.languages.markdown.write import code
from backend_architect.model.api import RateLimit

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_LIMIT = re.compile(
    r"(?P<count>\d[\d,]*)\s+(?:[a-z]+\s+){0,4}?(?:per|a|an|each|every)\s+"
    rf"(?P<unit>{'|'.join(_SECONDS)})\b",
    re.IGNORECASE,
)


def settle_counters(draft: Draft) -> str:
    """Decide where the counters of rate limits live; gives the decision's id."""
    redis = draft.site.uses("redis", "valkey", "ioredis")
    gateway = next((s.name for s in draft.site.model.services if s.kind == "gateway"), "")
    limiter = next((m for m in draft.site.model.middleware if m.role == "rate-limit"), None)
    there = f"The repository uses {redis}. " if redis else "No Redis was seen. "
    if gateway:
        there += f"A gateway is there ({code(gateway)}). "
    if limiter is not None:
        there += f"Requests are limited already by {code(limiter.name)}. "
    return draft.settle(
        "counters",
        page="limits",
        chosen="in Redis" if redis else "in each process",
        there=there,
    )


def limit_said(words: str, *, key: str) -> RateLimit | None:
    """The limit that words hold ("20 per minute", "5 shares an hour"), or None."""
    found = _LIMIT.search(words)
    if found is None:
        return None
    count = int(found["count"].replace(",", ""))
    return RateLimit(requests=max(count, 1), seconds=_SECONDS[found["unit"].lower()], key=key)
