"""Messages: who sends to which address of which broker, and who is called with what arrives."""

from __future__ import annotations

from backend_architect.catalog.components import of_library
from backend_architect.model.flow import Channel, Flow, FlowPurpose
from backend_architect.survey.assemble.flows import At, Edge, Flows
from backend_architect.survey.assemble.landscape import Place
from backend_architect.survey.facts import Library, Message

#: What a fact calls the broker -> the technology that is likely behind it.
_BROKERS = {"jms": "activemq", "sqs": "aws-sqs", "sns": "aws-sns"}


class Messages:
    """Channels by id, and who is at their ends."""

    def __init__(self, flows: Flows) -> None:
        self.flows = flows
        self.land = flows.land
        self.ground = flows.ground
        self._kinds: dict[tuple[str, str], Message] = {}
        self._places: dict[tuple[str, str], list[At]] = {}
        self._ends: dict[tuple[str, str, str, FlowPurpose], list[At]] = {}

    def take(self) -> None:
        """All messages of all programs."""
        for seen, message in self.ground.facts(Message):
            for place in self.flows.targets.whom(seen, message.of):
                broker = self._broker(place, message, (seen, message))
                if broker is not None:
                    self._put(place, broker, message, (seen, message))

    def _put(self, place: Place, broker: Place, message: Message, at: At) -> None:
        purpose: FlowPurpose = "publish" if message.direction == "send" else "consume"
        self.flows.put(place, broker, purpose, at)
        texts = self.flows.targets.texts(at[0], message.address, message.scope, place)
        if not message.broker:  # a binding's name, of which settings tell the destination
            texts = [found for text in texts for found in self._destinations(place, text)]
        for text in texts[:1]:
            if text and "{" not in text and len(text) < 200:
                key = (broker.id, text)
                self._kinds.setdefault(key, message)
                self._places.setdefault(key, []).append(at)
                self._ends.setdefault((*key, place.id, purpose), []).append(at)

    def _destinations(self, place: Place, binding: str) -> list[str]:
        key = f"spring.cloud.stream.bindings.{binding}.destination"
        return self.flows.targets.setting(place, key) or [binding]

    def _broker(self, place: Place, message: Message, at: At) -> Place | None:
        """The broker: by the code's own word, by what the program turns to, by its libraries."""
        technology = _BROKERS.get(message.broker, message.broker)
        known = [
            self.land.places[edge.target]
            for edge in self.flows.found
            if edge.source == place.id and self.land.places[edge.target].kind == "broker"
        ]
        own = [each for each in known if not technology or technology in each.technologies]
        if own:
            return own[0]
        technology = technology or self._library(place)
        likely = self.flows.targets.likely("publish", technology, place)
        if likely:
            return likely[0]
        return self.land.ensure("broker", technology, technology, at) if technology else None

    def _library(self, place: Place) -> str:
        """The technology of the first broker among a program's libraries."""
        return next(
            (
                known.technology
                for _, library in self._libraries(place)
                for known in of_library(library.ecosystem, library.name)
                if known.kind == "broker"
            ),
            "",
        )

    def _libraries(self, place: Place) -> list[tuple[object, Library]]:
        return [
            (seen, lib) for own, seen, lib in self.flows.libraries_of_programs() if own is place
        ]

    def settle(self) -> None:
        """Where code says who sends and who receives, a mere connection says nothing more."""
        said = {
            (e.source, e.target) for e in self.flows.found if e.purpose in ("publish", "consume")
        }
        loose = [
            edge
            for edge in self.flows.found
            if edge.purpose == "use" and self.land.places[edge.target].kind == "broker"
        ]
        for edge in loose:
            places = self.flows.found.pop(edge)
            if (edge.source, edge.target) not in said:
                self._guess(edge, places)

    def _guess(self, edge: Edge, places: list[At]) -> None:
        """Monitors take what others send; a program that only has a connection sends."""
        takes = self.land.places[edge.source].kind == "observability"
        purpose: FlowPurpose = "consume" if takes else "publish"
        self.flows.found.setdefault(Edge(edge.source, edge.target, purpose), []).extend(places)

    def elements(self) -> list[Channel | Flow]:
        """The channels, and flows from and to them."""
        found: list[Channel | Flow] = []
        for (broker, address), message in sorted(self._kinds.items()):
            place = self.land.places[broker]
            found.append(
                Channel(
                    id=f"{broker}/{address}",
                    name=address,
                    origin=self.ground.surveyed(*self._places[broker, address]),
                    broker=min(place.technologies, default=message.broker),
                    address=address,
                    kind=message.kind,
                    component=broker if place.service is None else "",
                )
            )
        for (broker, address, source, purpose), places in sorted(self._ends.items()):
            found.append(
                Flow(
                    id=f"{source} -> {broker}/{address} ({purpose})",
                    name=f"{purpose} {address}",
                    origin=self.ground.surveyed(*places),
                    source=source,
                    target=f"{broker}/{address}",
                    purpose=purpose,
                    mode="async",
                )
            )
        return found
