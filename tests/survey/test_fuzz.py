"""Files that no program wrote: whatever they hold, a file gives facts with its lines, or gaps."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backend_architect.survey.grammars import ENDINGS
from backend_architect.survey.idioms.yaml_lines import Unreadable, documents
from backend_architect.survey.scan import STUMBLED, Text, look, symbols_of

CASES = Path(__file__).parents[1] / "cases" / "detectors"
#: Files of each ending that are spoilt, and how often each.
FILES, WAYS = 10, 3

Spoil = Callable[[bytes, random.Random], bytes]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def torn(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randrange(40) :]


def doubled(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start : start + 60] * 3 + data[start:]


def strewn(data: bytes, chance: random.Random) -> bytes:
    """Bytes that are no text, no UTF-8, or half of a surrogate pair."""
    for odd in (b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\x0c", b"\\uD800", b"\xd9\xa3", b'"'):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + odd + data[at:]
    return data


def windows(data: bytes, _: random.Random) -> bytes:
    return b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")


def wide(data: bytes, _: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode("utf-16")


def in_one_line(data: bytes, _: random.Random) -> bytes:
    return data.replace(b"\n", b" ") * 5


def with_nul(data: bytes, chance: random.Random) -> bytes:
    return data.ljust(8192) + b"\0" + torn(data, chance)


SPOILS: tuple[Spoil, ...] = (
    cut, torn, doubled, strewn, windows, wide, in_one_line, with_nul,
)  # fmt: skip


def samples() -> dict[str, list[Path]]:
    """Some files of each ending, of as many detectors as possible."""
    found: dict[str, list[Path]] = {}
    for file in sorted(CASES.glob("*/*/*/given/**/*")):
        if file.is_file() and file.stat().st_size:
            found.setdefault(file.suffix.lower() or file.name, []).append(file)
    chosen = random.Random(7)
    return {e: chosen.sample(files, min(FILES, len(files))) for e, files in found.items()}


SAMPLES = samples()


def spoilt(ending: str) -> Iterator[Text]:
    chance = random.Random(ending)
    for file in SAMPLES[ending]:
        path = file.as_posix().rpartition("/given/")[2]
        for spoil in SPOILS:
            for _ in range(WAYS if spoil in (cut, torn, doubled, strewn) else 1):
                yield Text(path, spoil(file.read_bytes(), chance))


@pytest.mark.parametrize("ending", sorted(SAMPLES))
def test_a_spoilt_file_gives_facts_with_lines_it_has_or_gaps(ending: str) -> None:
    stumbles = set()
    for text in spoilt(ending):
        seen = look(text)
        symbols_of(text)
        count = text.data.count(b"\n") + 1
        for sighting in seen.said:
            first, last = sighting.fact.lines
            assert 1 <= first <= last <= count, sighting
            if getattr(sighting.fact, "what", "") == STUMBLED:
                stumbles.add(getattr(sighting.fact, "reason", ""))
    assert stumbles == set()


DEEP = 10_000
BOMBS = {
    "opened": b"(" * DEEP,
    "nested": b"x = " + b"[" * DEEP + b"1" + b"]" * DEEP,
    "blocks": b"{" * DEEP,
}


@pytest.mark.parametrize("bomb", sorted(BOMBS))
@pytest.mark.parametrize("slug", sorted({slug for _, slug in ENDINGS.values()}))
def test_what_is_made_to_take_long_ends_soon(slug: str, bomb: str) -> None:
    """Most of these took minutes before trees had a bound."""
    ending = next(ending for ending, (_, known) in ENDINGS.items() if known == slug)
    seen = look(Text(f"src/app{ending}", BOMBS[bomb]), exhaustive=True)
    assert all(sighting.fact.lines[0] >= 1 for sighting in seen.said)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000, "- !x " * 50_000,
        "".join(f"{' ' * depth}a:\n" for depth in range(1_500)),
        "a]]]]: [[[[\n" * 20_000,
        "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *b{n - 1}]\n" for n in range(1, 40)),
    ],
)  # fmt: skip
def test_yaml_that_is_made_to_end_the_process_is_told(text: str) -> None:
    with pytest.raises(Unreadable):
        documents(text)
