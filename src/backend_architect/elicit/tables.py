"""Nouns of a request and the tables that really exist: "orders" may be `shop_order`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backend_architect.elicit.text import key_of, keys
from backend_architect.model.architecture import Model

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


class TableNames:
    """The tables of a Model by the nouns a person calls them."""

    def __init__(self, as_is: Model) -> None:
        self._exact: dict[tuple[str, ...], set[str]] = {}
        self._endings: dict[tuple[str, ...], set[str]] = {}
        for table in as_is.tables:
            words = words_of(table.name)
            self._exact.setdefault(words, set()).add(table.name)
            if table.entity:
                self._exact.setdefault(words_of(table.entity), set()).add(table.name)
            for first in range(1, len(words)):
                self._endings.setdefault(words[first:], set()).add(table.name)

    def __bool__(self) -> bool:
        return bool(self._exact)

    def called(self, noun: str) -> str:
        """The one table called so in words or in code, or "" if there is none or several."""
        return self._only(keys(noun)) or self._only(words_of(noun))

    def first_of(self, words: Sequence[str]) -> tuple[str, int]:
        """The table that the first words (keys) name and how many they are; the longest wins.

        ("", 0) where they name none.
        """
        for length in range(min(4, len(words)), 0, -1):
            if found := self._only(tuple(words[:length])):
                return found, length
        return "", 0

    def _only(self, words: tuple[str, ...]) -> str:
        for names in (self._exact.get(words, set()), self._endings.get(words, set())):
            if len(names) == 1:
                return next(iter(names))
        return ""


def words_of(name: str) -> tuple[str, ...]:
    """The keys of the words of an identifier: "orderItems" and "order_items" alike."""
    return tuple(key_of(word.lower()) for word in _WORDS.findall(name))
