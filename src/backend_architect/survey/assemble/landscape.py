"""What the system consists of at run time: programs and what stands beside them, by their names.

A place is a service of ours or a component. Containers of the same name in several files are one;
one that is built from a service's folder, or bears its name, runs that service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Literal, TypeAlias

from backend_architect.catalog.components import Known, is_hollow, of_image, of_name, of_technology
from backend_architect.model.flow import Component, ComponentKind
from backend_architect.model.service import Service, ServiceKind
from backend_architect.survey.assemble.ground import Ground, Seen, folder
from backend_architect.survey.facts import ContainerFact, Duty, Said, Told
from backend_architect.survey.idioms.addresses import LOCAL

PlaceKind: TypeAlias = ComponentKind | ServiceKind | Literal["app"]
_SUFFIX = re.compile(r"(?:-(?:containers?|images?|app|ms|svc|microservice))+\Z")
#: Names shorter than this are no sign of anything.
_SHORTEST = 4
_INSIDE = re.compile(r"\.(?:[\w-]+\.)?svc(?:\.cluster\.local)?\Z|\.default\Z|\.local\Z")


def plain(name: str) -> str:
    """A name as hosts and services are compared: without case, and without the cluster's domain.

    >>> plain("Account_Service.default.svc.cluster.local")
    'account-service'
    """
    return _INSIDE.sub("", name.strip().strip("\"'").lower()).replace("_", "-").strip("/")


@dataclass
class Place:
    """A service of ours, or a component in the making."""

    id: str
    name: str
    kind: PlaceKind
    service: Service | None = None
    technologies: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    ports: set[str] = field(default_factory=set)
    needs: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    folder: str = ""
    external: bool = False
    facts: list[tuple[Seen, Said]] = field(default_factory=list)
    containers: list[str] = field(default_factory=list)


class Landscape:
    """All places by id, found by any of their names, by port, by folder, by what they are."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.places: dict[str, Place] = {}
        self._bases = {
            fact.build: fact.image
            for seen, fact in ground.facts(ContainerFact)
            if seen.detector == "dockerfile"
        }
        for service in ground.services:
            self._put_service(service)
        for seen, duty in ground.facts(Duty):
            place = self.owner(seen.path)
            if place is not None and duty.technology:
                place.technologies.add(duty.technology)
        self._take_names()
        for name, group in sorted(self._containers().items(), key=_managed_last):
            self._put_container(name, group)
        self._take_ports()

    # -- making

    def _put_service(self, service: Service) -> None:
        names = {plain(name) for name in (service.name, *service.aliases)}
        self.places[service.id] = Place(
            service.id, service.name, service.kind, service, names=names, folder=service.root
        )

    def _containers(self) -> dict[str, list[tuple[Seen, ContainerFact]]]:
        groups: dict[str, list[tuple[Seen, ContainerFact]]] = {}
        for seen, fact in self.ground.facts(ContainerFact):
            if seen.detector != "dockerfile" and fact.kind in ("container", "managed"):
                groups.setdefault(plain(fact.name), []).append((seen, fact))
        return groups

    def _put_container(self, name: str, group: list[tuple[Seen, ContainerFact]]) -> None:
        facts = [fact for _, fact in group]
        if all(is_hollow(fact.image) and not fact.build for fact in facts):
            return
        known = self._known(name, facts)
        if known is not None and all(fact.kind == "managed" for fact in facts):
            there = (place.technologies for place in self.places.values())
            if any(known.technology in technologies for technologies in there):
                return  # what the cloud runs there runs in a container here
        place = self._service_of(name, facts)
        if place is None:
            kind = known.kind if known is not None else "app"
            written = facts[0].name
            place = self.places.setdefault(
                f"component/{name}", Place(f"component/{name}", written, kind)
            )
            place.technologies |= {known.technology} if known is not None else set()
            place.folder = next((fact.build for fact in facts if fact.build), "")
        self._take(place, group)

    def _take(self, place: Place, group: list[tuple[Seen, ContainerFact]]) -> None:
        """What the containers of a place say of it."""
        for seen, fact in group:
            place.names |= {plain(each) for each in (fact.name, *fact.names)} - LOCAL
            place.ports |= {port for written in fact.ports for port in _ports(written)}
            place.needs |= {plain(each) for each in fact.depends_on}
            place.links |= {plain(each) for each in fact.links}
            place.containers.append(f"{seen.path}/{fact.name}")
            if place.service is None:
                place.facts.append((seen, fact))

    def _known(self, name: str, facts: list[ContainerFact]) -> Known | None:
        """What a container runs: by its image, what its image is built on, its names."""
        images = [fact.image for fact in facts if fact.image]
        bases = [self._bases.get(fact.build, "") for fact in facts if fact.build]
        said = [of_technology(fact.technology) for fact in facts if fact.technology]
        for known in (*said, *(of_image(image) for image in (*images, *bases))):
            if known is not None:
                return known
        folders = [fact.build for fact in facts if fact.build]
        named = (of_name(each) for each in (name, *images, *folders))
        return next((known for known in named if known is not None), None)

    def _service_of(self, name: str, facts: list[ContainerFact]) -> Place | None:
        for fact in facts:
            built = self._built_from(fact.build) if fact.build else []
            if len(built) == 1:
                return built[0]
        names = [name, *(plain(each) for fact in facts for each in fact.names)]
        names += [plain(_image(fact.image)) for fact in facts if fact.image]
        own = [place for place in self.places.values() if place.service is not None]
        same = [place for each in names for place in own if each in place.names]
        if same:
            return same[0]
        image = next((known for fact in facts if (known := of_image(fact.image))), None)
        alike = [place for place in own if image is None or place.kind == image.kind]
        hits = [
            (len(alias), place.id, place)
            for each in names
            for place in alike
            for alias in place.names
            if _is_called_after(each, alias)
        ]
        return max(hits, key=lambda hit: hit[:2])[2] if hits else None

    def _built_from(self, build: str) -> list[Place]:
        """The services in a folder, or the one whose folder it lies in."""
        own = [place for place in self.places.values() if place.service is not None]
        exact = [place for place in own if place.folder == build]
        above = [p for p in own if p.folder and build.startswith(f"{p.folder}/")]
        below = [p for p in own if build != "." and p.folder.startswith(f"{build}/")]
        return exact or above[-1:] or below

    def _take_names(self) -> None:
        """What programs call themselves in their settings, unless another one is called so."""
        for seen, told in self.ground.facts(Told):
            owner = self.owner(seen.path)
            own = told.key == "name" and not told.of and "$" not in told.value
            if owner is not None and own and self.named(told.value) is None:
                owner.names.add(plain(told.value))

    def _take_ports(self) -> None:
        for seen, told in self.ground.facts(Told):
            port = re.fullmatch(r"(?:\$\{[^{}:]*:)?([1-9]\d*)\}?", told.value)
            if told.key == "port" and port is not None:
                for place in self.about(seen, told.of):
                    place.ports.add(port[1])

    # -- finding

    def owner(self, path: str) -> Place | None:
        """The place whose folder a file lies in, the deepest one; else whose library it is."""
        above = [
            place
            for place in self.places.values()
            if _lies_in(path, place.folder) and (place.folder or place.service is not None)
        ]
        borrower = None if above else self.ground.borrower(path)
        if borrower is not None:
            return self.places[borrower.id]
        return max(above, key=lambda place: (len(place.folder), place.id), default=None)

    def about(self, seen: Seen, of: str) -> list[Place]:
        """Whom a file of settings is about: the program around it, or the one it is named after;
        else what is of a technology of that name."""
        if not of:
            owner = self.owner(seen.path)
            return [owner] if owner is not None else []
        words = plain(of).split("-")
        for count in range(len(words), 0, -1):
            found = self.named("-".join(words[:count]), folder(seen.path))
            if found is not None:
                return [found]
        return [p for p in self.places.values() if of in p.technologies]

    def named(self, name: str, near: str = "") -> Place | None:
        """The place of this name: the one that shares most folders with `near`, where several
        systems lie in one repository; a service goes before a component."""
        wanted = plain(name)
        found = [place for place in self.places.values() if wanted in place.names]

        def order(place: Place) -> tuple[int, bool, str]:
            return -shared_folders(place.folder, near), place.service is None, place.id

        return min(found, key=order, default=None)

    def at_port(self, port: str) -> Place | None:
        """The only place that listens on or publishes a port."""
        found = [place for place in self.places.values() if port and port in place.ports]
        return found[0] if len(found) == 1 else None

    def of_kind(self, kind: PlaceKind, technology: str = "") -> list[Place]:
        """The places of a kind, those of the technology where one is named."""
        return [
            place
            for _, place in sorted(self.places.items())
            if place.kind == kind and (not technology or technology in place.technologies)
        ]

    def ensure(
        self, kind: ComponentKind, name: str, technology: str, at: tuple[Seen, Said], *names: str
    ) -> Place:
        """The component of this name, made if it is not there: it lies outside what was read."""
        id = f"component/{plain(name)}"
        if id not in self.places:
            own = {plain(each) for each in (name, *names)}
            self.places[id] = Place(id, name, kind, names=own, external=True)
            self.places[id].technologies |= {technology} - {""}
        if self.places[id].service is None:
            self.places[id].facts.append(at)
        return self.places[id]

    # -- what comes of it

    def components(self) -> Iterator[Component]:
        """The places that are no services of ours."""
        for _, place in sorted(self.places.items()):
            if place.service is None:
                yield Component(
                    id=place.id,
                    name=place.name,
                    origin=self.ground.surveyed(*place.facts, kind="configuration"),
                    kind=place.kind,  # type: ignore[arg-type]  # no service: a component's kind
                    technology=min(place.technologies, default=""),
                    external=place.external,
                    aliases=tuple(sorted(place.names - {plain(place.name)})),
                    containers=tuple(sorted(place.containers)),
                )

    def aliases(self, service: Service) -> tuple[str, ...]:
        """All other names of a service: those of its containers too."""
        names = {plain(name): name for name in (service.name, *service.aliases)}
        more = {name for name in self.places[service.id].names if name not in names}
        return tuple(sorted({*service.aliases, *more}))


def _managed_last(item: tuple[str, list[tuple[Seen, ContainerFact]]]) -> tuple[bool, str]:
    name, group = item
    return all(fact.kind == "managed" for _, fact in group), name


def shared_folders(one: str, other: str) -> int:
    """How many folders two paths begin with alike."""
    pairs = zip(one.split("/"), other.split("/"), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] != "", pairs))


def kind_of(technology: str) -> ComponentKind:
    """What a technology is for; an application where we do not know it."""
    known = of_technology(technology)
    return known.kind if known is not None else "app"


def _lies_in(path: str, where: str) -> bool:
    return not where or folder(path) == where or path.startswith(f"{where}/")


def _is_called_after(name: str, alias: str) -> bool:
    """Whether a container's name is a service's with a project's name before it, or with words
    after it that say nothing; or a service's is the container's with a project's before it."""
    if min(len(name), len(alias)) < _SHORTEST:
        return False
    bare = _SUFFIX.sub("", name)
    longer = "-" in bare and alias.endswith(f"-{bare}")
    return bare == alias or bare.endswith(f"-{alias}") or longer


def _image(image: str) -> str:
    return image.partition("@")[0].rpartition("/")[2].partition(":")[0]


def _ports(written: str) -> list[str]:
    """The published port and the inner one: "127.0.0.1:8080:80/tcp"."""
    return re.findall(r"(?<![.\d])\d{2,5}(?![.\d])", written.partition("/")[0])
