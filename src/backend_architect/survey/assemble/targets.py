"""Which place an address, a service's name or nothing at all means, from where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from backend_architect.model.flow import ComponentKind, FlowPurpose
from backend_architect.survey.assemble.ground import Seen, folder
from backend_architect.survey.assemble.landscape import Landscape, Place, kind_of, shared_folders
from backend_architect.survey.facts import (
    Bound,
    Expression,
    Joined,
    Literally,
    Made,
    Name,
    Tie,
    Told,
)
from backend_architect.survey.idioms.addresses import Address, address_of
from backend_architect.survey.resolution import Symbol

#: What turning to something for a purpose asks it to be.
KINDS: dict[FlowPurpose, ComponentKind] = {
    "register": "discovery", "configure": "config", "authorize": "auth", "store": "database",
    "publish": "broker", "consume": "broker", "trace": "observability", "log": "observability",
    "measure": "observability", "administer": "observability", "aggregate": "observability",
    "mail": "external", "fetch": "external",
}  # fmt: skip
#: Technologies that do what a purpose asks for, where nobody says which one.
_DOERS: dict[FlowPurpose, tuple[str, ...]] = {
    "trace": ("zipkin", "jaeger", "otel-collector", "tempo"),
    "log": ("logstash", "fluentd", "graylog", "loki", "elasticsearch"),
    "administer": ("spring-boot-admin",),
}
_READER = re.compile(r"env(?:iron(?:\.get)?)?$|config(?:\.get)?$|getProperty$", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\$\{([^{}:$]+)(?::-?([^{}]*))?\}")
#: Constants of constants, and settings that name settings, are followed this far.
_STEPS = 8
#: At most so many texts are weighed for one expression.
_MOST = 16


class Targets:
    """Answers by the whole landscape, with what configuration tells each place."""

    def __init__(self, land: Landscape) -> None:
        self.land = land
        self.ground = land.ground
        self._told: dict[str, dict[str, list[str]]] = {}
        self._shared: dict[str, list[str]] = {}
        self._bound = {
            Symbol(seen.path, fact.name): fact for seen, fact in self.ground.facts(Bound)
        }
        self.shared_folders = self._folders_of_shared()
        for seen, told in self.ground.facts(Told):
            for place in self.whom(seen, told.of):
                self._told.setdefault(place.id, {}).setdefault(told.key, []).append(told.value)

    # -- whom configuration is about

    def _folders_of_shared(self) -> set[str]:
        """Folders in which a config server keeps files named after programs."""
        about = [(seen, fact.of) for seen, fact in self.ground.facts(Told)]
        about += [(seen, fact.of) for seen, fact in self.ground.facts(Tie)]
        named = {
            folder(seen.path)
            for seen, of in about
            if of and seen.detector == "spring-cloud-settings" and self.land.about(seen, of)
        }
        return {each for each in named if not each.endswith("src/main/resources")}

    def whom(self, seen: Seen, of: str) -> list[Place]:
        """The places a fact of configuration is about: what a config server keeps for everybody
        is about all its clients."""
        if not self.is_shared(seen, of):
            return self.land.about(seen, of)
        return [place for place in self.land.places.values() if self._is_client(place)]

    def is_shared(self, seen: Seen, of: str) -> bool:
        """Whether a fact is told to everybody."""
        return not of and folder(seen.path) in self.shared_folders

    def _is_client(self, place: Place) -> bool:
        return place.service is not None and place.kind != "config"

    def setting(self, place: Place | None, key: str) -> list[str]:
        """What configuration tells a place under a key."""
        told = self._told.get(place.id, {}) if place is not None else {}
        plain = re.sub(r"[-_]", "", key).lower()
        return told.get(plain) or told.get(key.lower().replace("_", ".")) or told.get(key, [])

    def all_told(self, place: Place) -> dict[str, list[str]]:
        """Everything configuration tells a place."""
        return self._told.get(place.id, {})

    # -- texts

    def texts(
        self, seen: Seen, said: Expression | None, scope: str, place: Place | None
    ) -> list[str]:
        """The texts an expression may stand for: settings may have several values. The rest of one
        whose beginning is known is "{}"."""
        found = self._texts(seen.path, said, scope, place, _STEPS)
        filled = (each for text in found[:_MOST] for each in self._filled(text, place, _STEPS))
        return list(dict.fromkeys(islice(filled, _MOST)))

    def _texts(
        self, path: str, said: Expression | None, scope: str, place: Place | None, steps: int
    ) -> list[str]:
        if steps <= 0:
            return []
        if isinstance(said, Joined):
            whole = [""]
            for part in said.parts:
                more = self._texts(path, part, scope, place, steps - 1) or ["{}"]
                whole = [before + after for before in whole for after in more[:4]][:8]
            return whole
        if isinstance(said, Literally):
            return [said.text]
        if isinstance(said, Made) and said.arguments:
            return self._made(path, said, scope, place, steps)
        if isinstance(said, Name) and said.dotted.endswith("location.hostname"):
            return ["localhost"]  # a page calls where it came from
        if isinstance(said, Name) and said.dotted.startswith("process.env."):
            return self.setting(place, said.dotted.removeprefix("process.env."))
        if isinstance(said, Name):
            return self._named(path, said, scope, place, steps)
        return []

    def _made(
        self, path: str, said: Made, scope: str, place: Place | None, steps: int
    ) -> list[str]:
        """What a call gives: a variable of the environment, else the text it is made of."""
        if not _READER.search(said.callee):
            return self._texts(path, said.arguments[0], scope, place, steps - 1)
        names = self._texts(path, said.arguments[0], scope, place, steps - 1)
        values = [value for name in names for value in self.setting(place, name)]
        for default in said.arguments[1:2]:
            values.extend(self._texts(path, default, scope, place, steps - 1))
        return values

    def _named(
        self, path: str, said: Name, scope: str, place: Place | None, steps: int
    ) -> list[str]:
        symbol = self.ground.resolve(path, said.dotted, scope)
        if symbol is None:
            return []
        bound = self._bound.get(symbol)
        if bound is not None:
            return [*self.setting(place, bound.key), *([bound.default] if bound.default else [])]
        definition = self.ground.symbols.definition(symbol)
        if definition is None or definition.value is None:
            return []
        around = definition.name.rpartition(".")[0]
        return self._texts(symbol.path, definition.value, around, place, steps - 1)

    def _filled(self, text: str, place: Place | None, steps: int) -> Iterator[str]:
        """The text with its placeholders put in, once for each value they may have."""
        found = _PLACEHOLDER.search(text)
        if found is None or steps <= 0:
            yield text
            return
        values = [*self.setting(place, found[1]), found[2] if found[2] is not None else "{}"]
        for value in dict.fromkeys(values[:4]):
            whole = text[: found.start()] + value + text[found.end() :]
            yield from self._filled(whole, place, steps - 1) if len(whole) < 400 else ()

    # -- places

    def at(self, text: str, by: Place | None = None) -> Place | None:
        """The place an address or a service's name means."""
        address = address_of(text)
        if address is None:
            return None
        near = by.folder if by is not None else ""
        found = self.land.named(address.host, near) or self._inside(address)
        if found is None and address.is_local:
            found = self.land.at_port(address.port)
        return found if found is not by else None

    def _inside(self, address: Address) -> Place | None:
        """A host by its first label: "orders.shop.svc"."""
        if address.is_local or address.is_public or "." not in address.host:
            return None
        return self.land.named(address.host.partition(".")[0])

    def likely(self, purpose: FlowPurpose, technology: str, by: Place) -> list[Place]:
        """The places that may be meant where nobody says: those a container is told to know, else
        all of that kind if they are one and the same thing."""
        kind = kind_of(technology) if technology else KINDS.get(purpose, "app")
        found = [each for each in self.land.of_kind(kind, technology) if each is not by]
        if purpose == "store":
            found = [each for each in found if not each.external]
        if not technology and purpose in _DOERS:
            found = [each for each in found if each.technologies & set(_DOERS[purpose])]
        nearest = max((shared_folders(each.folder, by.folder) for each in found), default=0)
        found = [each for each in found if shared_folders(each.folder, by.folder) == nearest]
        known = [each for each in found if each.names & (by.needs | by.links)]
        own = [each for each in found if each.service is not None]
        return known or (found if len(found) == 1 else own if len(own) == 1 else [])
