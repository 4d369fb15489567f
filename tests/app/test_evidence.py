"""References are looked up again: what changed since the survey is found, line by line."""

from __future__ import annotations

import hashlib

import msgspec
import pytest

from backend_architect.app.evidence import cited_by, resolved, unresolved
from backend_architect.errors import Misused
from backend_architect.model.architecture import Head, compose
from backend_architect.model.brief import Brief
from backend_architect.model.decision import Decision, Reasons, Source
from backend_architect.model.element import Evidence, Surveyed
from backend_architect.model.finding import Finding
from backend_architect.model.proof import Proof, Verdict
from backend_architect.model.proposal import Dossier, Proposal
from backend_architect.model.route import Route
from backend_architect.model.service import Option, Service
from backend_architect.ports.workspace import Listing, Stamp


class Folder:
    """A workspace in memory."""

    name = "shop"

    @property
    def parts(self) -> dict[str, Folder]:
        return {self.name: self}

    def __init__(self, **files: bytes) -> None:
        self.files = {name.replace("_", "."): data for name, data in files.items()}

    def stamp(self) -> Stamp:
        return Stamp()

    def listing(self) -> Listing:
        return Listing(paths=tuple(sorted(self.files)))

    def read(self, path: str) -> bytes:
        if path not in self.files:
            raise FileNotFoundError(path)
        return self.files[path]


def evidence(text: bytes, first: int, last: int, *, path: str = "a.py", repository: str = "shop"):
    lines = text.split(b"\n")[first - 1 : last]
    digest = hashlib.sha256(b"\n".join(lines)).hexdigest()
    return Evidence(
        repository=repository, path=path, first_line=first, last_line=last, sha256=digest,
        detector="d",
    )  # fmt: skip


TEXT = b"one\r\ntwo\nthree\n\xff four"


def test_lines_that_are_as_they_were_resolve_byte_for_byte():
    cited = [evidence(TEXT, 1, 1), evidence(TEXT, 2, 4), evidence(TEXT, 4, 4)]
    assert list(unresolved(Folder(a_py=TEXT), cited)) == []


@pytest.mark.parametrize(
    ("now", "fault"),
    [
        ({"a_py": TEXT.replace(b"two", b"2")}, "say something else"),
        ({"a_py": TEXT.replace(b"two\n", b"two\r\n")}, "say something else"),
        ({"a_py": b"one\r\ntwo"}, "has no such lines"),
        ({}, "cannot be read"),
    ],
)
def test_what_changed_is_told_with_its_place(now, fault):
    (told,) = unresolved(Folder(**now), [evidence(TEXT, 2, 3)])
    assert told.startswith("a.py:2: ")
    assert fault in told


def test_another_repository_is_not_looked_up_here():
    (told,) = unresolved(Folder(a_py=TEXT), [evidence(TEXT, 1, 1, repository="other")])
    assert "'other'" in told


def dossier(*at: Evidence) -> Dossier:
    """One that cites each reference in another place."""
    model, to_be, found, decided, proved = at
    service = Service(id="s", name="s", origin=Surveyed(evidence=(model,)))
    later = Service(id="s", name="s", origin=Surveyed(evidence=(to_be,)))
    finding = Finding(rule="r", element="s", severity="info", message="m", evidence=(found,))
    other = msgspec.structs.replace(finding, evidence=(proved,))
    options = tuple(Option(name=n, pros=("p",), cons=("c",)) for n in ("a", "b"))
    decision = Decision(
        id="d", title="t", context="c", options=options, chosen="a", consequences=(),
        reasons=Reasons(performance="p", maintainability="m", team="t", evolution="e"),
        sources=(Source(title="t", evidence=decided),),
    )  # fmt: skip
    proof = Proof(
        trial="t", claim="c", method="m", outcome="refuted", reason="r", findings=(other,)
    )
    return Dossier(
        profile="p",
        brief=Brief(words="", intent="add", title="t", slug="t"),
        as_is=compose(Head(system="shop"), [service]),
        findings=(finding,),
        proposal=Proposal(to_be=compose(Head(system="shop"), [later]), decisions=(decision,)),
        route=Route(phases=()),
        verdict=Verdict(findings=(finding,), proofs=(proof,)),
    )


FIVE = b"1\n2\n3\n4\n5"


def test_every_place_of_a_dossier_that_can_cite_is_looked_at():
    cited = [evidence(FIVE, line, line) for line in range(1, 6)]
    assert cited_by(dossier(*cited)) == cited
    assert resolved(Folder(a_py=FIVE), dossier(*cited)) == "5 of 5 evidence references resolve."


@pytest.mark.parametrize("line", range(1, 6))
def test_one_changed_line_stops_the_documents(line):
    cited = [evidence(FIVE, number, number) for number in range(1, 6)]
    changed = FIVE.replace(str(line).encode(), b"x")
    with pytest.raises(Misused) as caught:
        resolved(Folder(a_py=changed), dossier(*cited))
    assert "1 of 5" in caught.value.message
    assert caught.value.faults[0].startswith(f"a.py:{line}: ")
