"""Dockerfiles: what the image of a program of ours is built on and which ports it offers.

Recognises: `Dockerfile`, `Dockerfile.prod`, `api.Dockerfile`, `Containerfile`; the base image of
the last stage (followed to the stage it is taken from), `EXPOSE`, `HEALTHCHECK`, names of `ENV`,
and of its values hosts and addresses.
Versions seen: Dockerfile syntax 1.
Not recognised: base images whose name is an argument (left empty); what `RUN` does. Containers
to develop in (`.devcontainer`) are none of the program's and say nothing.
Documentation: https://docs.docker.com/reference/dockerfile/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import ContainerFact, Fact, Told
from backend_architect.survey.idioms.addresses import without_credentials
from backend_architect.survey.idioms.environment import is_telling
from backend_architect.survey.idioms.java.spring_addresses import key_of_variable

_INSTRUCTION = re.compile(r"\s*([A-Za-z]+)\s+(.*)")
_FROM = re.compile(r"(?:--\S+\s+)*(\S+)(?:\s+[Aa][Ss]\s+(\S+))?")
_SET = re.compile(r"(?:\A|\s)([A-Za-z_][A-Za-z0-9_]*)=")
_VALUE = re.compile(r"(?:\A|\s)([A-Za-z_][A-Za-z0-9_]*)=(\S+)")
_NAME = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(?:\s|\Z)")


@detector(
    paths=("Dockerfile", "Dockerfile.*", "*.Dockerfile", "*.dockerfile", "Containerfile"),
)
def dockerfile(match: Match) -> Iterator[Fact]:
    """One container: the image the file builds."""
    stages: dict[str, str] = {}
    base, checked = "", False
    ports: list[str] = []
    names: list[str] = []
    told: list[tuple[str, str]] = []
    for word, rest in _instructions(match.source.text):
        if word == "FROM" and (found := _FROM.match(rest)):
            base = stages.get(found[1].lower(), found[1])
            stages[(found[2] or "").lower()] = base
            ports, names, told, checked = [], [], [], False
        elif word == "EXPOSE":
            ports.extend(part for part in rest.split() if "$" not in part)
        elif word == "ENV":
            names.extend(_SET.findall(rest) or _NAME.findall(rest)[:1])
            told.extend(_hosts(rest))
        checked = checked or (word == "HEALTHCHECK" and not rest.upper().startswith("NONE"))
    folder = dirname(match.source.path)
    if base and not folder.startswith(".devcontainer"):
        yield ContainerFact(
            lines=match.lines(),
            name=basename(folder) or basename(match.source.path),
            image="" if "$" in base else base,
            build=folder or ".",
            ports=tuple(ports),
            settings=tuple(sorted(set(names))),
            health_check=checked,
        )
        for key, value in told:
            yield Told(lines=match.lines(), key=key, value=value)


def _hosts(rest: str) -> Iterator[tuple[str, str]]:
    """Variables that hold a host or an address, without who logs in."""
    for name, value in _VALUE.findall(rest):
        if is_telling(name, value):
            yield key_of_variable(name), without_credentials(value.strip("\"'"))


def _instructions(text: str) -> Iterator[tuple[str, str]]:
    """Each instruction with the rest of its line, continued lines joined."""
    joined = re.sub(r"\\[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*", " ", text)
    for line in joined.splitlines():
        found = _INSTRUCTION.match(line)
        if found:
            yield found[1].upper(), found[2].strip()
