"""Compose files: containers with what they are built from, need, publish and are told.

Recognises: `compose.yaml`, `docker-compose.yml` and their variants (`docker-compose.prod.yml`);
image, build, ports, depends_on and links, other names (`container_name`, `hostname`, aliases in
networks), environment (names; of the values only addresses, without who logs in), volumes, health
check, replicas, limits, and the names of secrets, networks and profiles; images of databases,
brokers and caches as stores; merged parts (`<<`, `extends` of the same file); containers that
Traefik's labels publish. The lines are those of the container's part of the file.
Versions seen: file formats 1 to 3, the Compose Specification.
Not recognised: `include` and `extends` of other files (gaps), values of variables.
Documentation: https://docs.docker.com/reference/compose-file/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, normpath

import yaml

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Connection,
    ContainerFact,
    Fact,
    SettingFact,
    Told,
    Unresolved,
)
from backend_architect.survey.idioms.environment import turns_of_environment
from backend_architect.survey.idioms.images import store_of
from backend_architect.survey.idioms.yaml_lines import (
    Unreadable,
    documents,
    elements,
    keys_of,
    mapping,
    scalar,
)

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*\Z")
_VARIABLE = re.compile(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)")
_CREDENTIALS = re.compile(r"//[^/@\s]*@")


@detector(
    paths=(
        "compose.y*ml", "compose.*.y*ml", "compose-*.y*ml", "docker-compose.y*ml",
        "docker-compose.*.y*ml", "docker-compose-*.y*ml", "docker-compose_*.y*ml",
        "*.compose.y*ml", "*-compose.y*ml",
    ),
)  # fmt: skip
def compose(match: Match) -> Iterator[Fact]:
    """One container for each service of the file, and the stores among them."""
    try:
        found = documents(match.source.text)
    except Unreadable as trouble:
        line = (trouble.line, trouble.line)
        reason = "It is no YAML, or it describes too much."
        yield Unresolved(lines=line, what="a compose file", reason=reason, kind="unparsed")
        return
    root = mapping(found[0]) if found else {}
    holder = root.get("services") or (found[0] if found and _is_version_1(root) else None)
    spans = keys_of(holder)
    for name, node in mapping(holder).items():
        lines = spans.get(name, (1, 1))
        yield from _container(name, mapping(node), lines, match.source.path)
    if "include" in root:
        lines = keys_of(found[0])["include"]
        yield Unresolved(lines=lines, what="included files", reason="Their paths are not followed.")


def _is_version_1(root: dict[str, yaml.Node]) -> bool:
    """Files before version 2 have their services at the top."""
    tops = [mapping(node) for node in root.values()]
    return bool(tops) and all("image" in top or "build" in top for top in tops)


def _container(
    name: str, said: dict[str, yaml.Node], lines: tuple[int, int], path: str
) -> Iterator[Fact]:
    image = _CREDENTIALS.sub("//", scalar(said.get("image")))
    settings = tuple(sorted(set(_settings(said))))
    yield ContainerFact(
        lines=lines,
        name=name,
        names=tuple(sorted(_names(said) - {name})),
        links=tuple(sorted(_links(said))),
        image=image,
        build=_build(said.get("build"), path),
        ports=tuple(_port(each) for each in elements(said.get("ports"))),
        depends_on=tuple(sorted(_needs(said))),
        settings=settings,
        volumes=tuple(_volume(each) for each in elements(said.get("volumes"))),
        health_check="healthcheck" in said,
        replicas=_replicas(said),
        limits=_limits(said),
        secrets=_given(said.get("secrets")),
        networks=_given(said.get("networks")),
        profiles=_given(said.get("profiles")),
    )
    yield from _turns(name, said, lines)
    technology = store_of(image)
    if technology:
        yield Connection(lines=lines, technology=technology)
    elif not image or "build" in said:
        for setting in settings:
            yield SettingFact(lines=lines, name=setting)
    if "extends" in said and mapping(said["extends"]).get("file") is not None:
        reason = "It extends one of another file, which is not followed."
        yield Unresolved(lines=lines, what=f"container {name}", reason=reason)


def _build(node: yaml.Node | None, path: str) -> str:
    """The folder a container is built from, relative to the repository."""
    context = scalar(node) or scalar(mapping(node).get("context"))
    if node is None or (not context and not mapping(node)):
        return ""
    if "://" in context or _VARIABLE.search(context):
        return ""
    folder = normpath("/".join(part for part in (dirname(path), context or ".") if part))
    return folder if not folder.startswith("..") else ""


def _port(node: yaml.Node) -> str:
    """A published port as written, `target` and `published` of the long form joined."""
    long = mapping(node)
    parts = [scalar(long.get("published")), scalar(long.get("target"))]
    return scalar(node) or ":".join(part for part in parts if part)


def _needs(said: dict[str, yaml.Node]) -> set[str]:
    depends = said.get("depends_on")
    named = {scalar(each) for each in elements(depends)} | set(mapping(depends))
    return (named | _links(said)) - {""}


def _links(said: dict[str, yaml.Node]) -> set[str]:
    return {scalar(each).partition(":")[0] for each in elements(said.get("links"))} - {""}


def _names(said: dict[str, yaml.Node]) -> set[str]:
    """Other names a container is reached by."""
    names = {scalar(said.get("container_name")), scalar(said.get("hostname"))}
    for network in mapping(said.get("networks")).values():
        names |= {scalar(each) for each in elements(mapping(network).get("aliases"))}
    return {name for name in names if name and "$" not in name}


def _turns(name: str, said: dict[str, yaml.Node], lines: tuple[int, int]) -> Iterator[Fact]:
    """What the container turns to by its environment, and who publishes it by its labels."""
    yield from turns_of_environment(name, _environment(said), lines)
    labels = [*mapping(said.get("labels")), *map(scalar, elements(said.get("labels")))]
    if any(each.startswith(("traefik.http.routers", "traefik.frontend")) for each in labels):
        yield Told(lines=lines, key="published-by", value="traefik", of=name)


def _environment(said: dict[str, yaml.Node]) -> Iterator[tuple[str, str]]:
    """Names with values, where both are written."""
    environment = said.get("environment")
    for key, node in mapping(environment).items():
        yield key, scalar(node)
    for each in elements(environment):
        key, _, value = scalar(each).partition("=")
        yield key, value


def _settings(said: dict[str, yaml.Node]) -> Iterator[str]:
    environment = said.get("environment")
    names = [*mapping(environment), *(scalar(e).partition("=")[0] for e in elements(environment))]
    yield from (name for name in names if _NAME.match(name))


def _volume(node: yaml.Node) -> str:
    long = mapping(node)
    parts = [scalar(long.get("source")), scalar(long.get("target"))]
    return scalar(node) or ":".join(part for part in parts if part)


def _given(node: yaml.Node | None) -> tuple[str, ...]:
    """The names of a list or a mapping; a long form has its `source`."""
    listed = {scalar(e) or scalar(mapping(e).get("source")) for e in elements(node)}
    return tuple(sorted((listed | set(mapping(node))) - {""}))


def _limits(said: dict[str, yaml.Node]) -> tuple[str, ...]:
    """What it may use at most: `deploy.resources.limits`, or version 2's own words."""
    limits = mapping(mapping(mapping(said.get("deploy")).get("resources")).get("limits"))
    plain: dict[str, yaml.Node] = {
        name: said[name] for name in ("mem_limit", "cpus", "pids_limit") if name in said
    }
    plain.update(limits)
    return tuple(f"{name} {scalar(node)}" for name, node in sorted(plain.items()))


def _replicas(said: dict[str, yaml.Node]) -> int:
    deploy = scalar(mapping(said.get("deploy")).get("replicas"))
    written = deploy or scalar(said.get("scale"))
    return int(written) if written.isdigit() else 1
