"""A Brief as Markdown that a person corrects.

    ---
    intent: add
    slug: add-a-shopping-cart
    ---
    # Add a shopping cart

    ## Request
    > Add a shopping cart for customers. At most 100 items. We have 10 million orders.

    ## Capabilities
    - shopping-cart, for customers ("a shopping cart")
      - At most 100 items

    ## Quality goals
    - latency-p99-ms for checkout: 300 ("checkout within 300 ms")

    ## Volumes
    - orders: 10,000,000 rows ("10 million orders")
    - reads: 2,000 per second

    ## Constraints                 ## Pain points            ## Out of scope
    - technology: PostgreSQL       - Checkout is slow        - none

    ## Answers
    - guest-carts: yes
    - cart-lifetime: 30 days (assumed)

`- none` says that there is nothing, where a section left out says that nobody looked. The words in
brackets are those an item was read from. Text that would read as something else stands in double
quotes as a JSON string.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from backend_architect.model.brief import Brief

_NAME = re.compile(r"(?!none\Z)[\w*][\w.*/-]*", re.IGNORECASE)
_SCOPE = re.compile(r"[\w'][\w' -]*(?<! )")
_SAFE = re.compile(
    r"(?!none\.?\Z|[\"\s>#*+-])(?!.*(?:\"|assumed)\)\Z)[^\n\r]*[^\s#]", re.IGNORECASE
)  # fmt: skip


def write_brief(brief: Brief) -> str:
    """The Brief as Markdown; `read_brief` gives the same Brief back."""
    lines = ["---", f"intent: {brief.intent}", f"slug: {_name(brief.slug)}", "---"]
    lines += [f"# {_text(brief.title)}", "", "## Request", ""]
    lines += [
        f"> {line}".rstrip(" ") if not line else f"> {line}" for line in brief.words.split("\n")
    ]
    for heading, items in _sections(brief):
        lines += ["", f"## {heading}", "", *(list(items) or ["- none"])]
    return "\n".join(lines) + "\n"


def _sections(brief: Brief) -> Iterator[tuple[str, Iterable[str]]]:
    yield "Capabilities", _capabilities(brief)
    yield "Quality goals", _goals(brief)
    yield "Volumes", _volumes(brief)
    yield "Constraints", _items(brief, "constraints", brief.constraints)
    yield "Pain points", _items(brief, "pains", brief.pains)
    yield "Out of scope", _items(brief, "out_of_scope", brief.out_of_scope)
    yield "Answers", _answers(brief)


def _capabilities(brief: Brief) -> Iterator[str]:
    for each in brief.capabilities:
        actor = f", for {_scope(each.actor)}" if each.actor else ""
        yield f"- {_name(each.name)}{actor}{_words(each.words)}"
        yield from (f"  - {_text(rule)}" for rule in each.rules)


def _goals(brief: Brief) -> Iterator[str]:
    for each in brief.goals:
        scope = f" for {_scope(each.scope)}" if each.scope else ""
        yield f"- {_name(each.attribute)}{scope}: {_number(each.value)}{_words(each.words)}"


def _volumes(brief: Brief) -> Iterator[str]:
    for name, rows in sorted(brief.volumes.items()):
        words = _words(brief.said.get(f"volumes/{name}", ""))
        yield f"- {_name(name)}: {rows:,} rows{words}"
    for name, rate in sorted(brief.rates.items()):
        words = _words(brief.said.get(f"rates/{name}", ""))
        yield f"- {_name(name)}: {_number(rate)} per second{words}"


def _items(brief: Brief, section: str, items: Iterable[str]) -> Iterator[str]:
    return (f"- {_text(item)}{_words(brief.said.get(f'{section}/{item}', ''))}" for item in items)


def _answers(brief: Brief) -> Iterator[str]:
    for each in brief.answers:
        assumed = " (assumed)" if each.assumed else ""
        yield f"- {_name(each.question)}: {_text(each.value)}{assumed}"


def _words(words: str) -> str:
    return f" ({_json(words)})" if words else ""


def _number(value: float) -> str:
    whole = value == int(value) and abs(value) < 1e15
    return f"{int(value):,}" if whole else repr(value)


def _name(text: str) -> str:
    return text if _NAME.fullmatch(text) else _json(text)


def _scope(text: str) -> str:
    return text if _SCOPE.fullmatch(text) else _json(text)


def _text(text: str) -> str:
    return text if _SAFE.fullmatch(text) else _json(text)


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
