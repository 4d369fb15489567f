"""What a container's environment makes its program turn to; secrets are never looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backend_architect.survey.facts import Fact, Literally, Tie, Told
from backend_architect.survey.idioms.addresses import (
    is_secret,
    looks_like_address,
    without_credentials,
)
from backend_architect.survey.idioms.java.spring_addresses import key_of_variable, turns_of

#: Values longer than this are texts, not addresses.
_LONGEST = 300
_HOSTS = ("_HOST", "HOSTNAME", "_SERVER", "SERVERS", "_ADDR", "ADDRESS", "_URL", "_URI", "ENDPOINT")


def turns_of_environment(
    of: str, variables: Iterable[tuple[str, str]], lines: tuple[int, int]
) -> Iterator[Fact]:
    """What the program named `of` is told and turns to by these variables."""
    for key, value in variables:
        turns = list(turns_of(key_of_variable(key), value))
        for turn in turns:
            target = Literally(text=turn.target)
            yield Tie(lines=lines, purpose=turn.purpose, target=target,
                      technology=turn.technology, of=of)  # fmt: skip
        if not turns and is_telling(key, value):
            plain = without_credentials(value.strip("\"'"))
            yield Tie(lines=lines, purpose="use", target=Literally(text=plain), of=of,
                      optional=True)  # fmt: skip
            yield Told(lines=lines, key=key_of_variable(key), value=plain, of=of)


def is_telling(key: str, value: str) -> bool:
    """Whether a variable holds a host or an address that may be told."""
    plain = value.strip("\"'")
    names_host = key.upper().endswith(_HOSTS) and bool(plain) and " " not in plain
    whole = len(plain) < _LONGEST and (looks_like_address(plain) or names_host)
    return whole and not is_secret(key)
