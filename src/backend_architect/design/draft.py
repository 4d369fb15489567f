"""The sheet a designer draws on: data, contract, flows and threats in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend_architect.design.contract import Contract
from backend_architect.model.element import Decided, Element
from backend_architect.model.flow import Flow, FlowMode, Person
from backend_architect.model.runtime import Setting
from backend_architect.model.security import SchemeKind, SecurityScheme, Stride, Threat
from backend_architect.model.service import Middleware, Service


@dataclass
class Draft(Contract):
    """What one blueprint or remedy adds."""

    def flow(
        self,
        source: Element,
        target: Element,
        decision: str,
        *,
        carries: Sequence[str],
        protocol: str,
        mode: FlowMode = "sync",
        timeout_ms: int | None = None,
        fallback: str = "",
    ) -> Flow:
        """Data that moves from one element to another."""
        return self.add(
            Flow(
                id=f"flow/{source.id} -> {target.id}",
                name=", ".join(carries),
                origin=Decided(decision=decision),
                source=source.id,
                target=target.id,
                mode=mode,
                protocol=protocol,
                carries=tuple(carries),
                encrypted=True,
                timeout_ms=timeout_ms,
                fallback=fallback,
            )
        )

    def person(self, name: str, decision: str, *, doc: str) -> Person:
        """Someone who uses the system."""
        origin = Decided(decision=decision)
        return self.add(Person(id=f"person/{name}", name=name, origin=origin, doc=doc))

    def limit_by_address(self, decision: str, path: str, *, requests: int, seconds: int) -> None:
        """A link of the chain before authentication: a limit for each client address."""
        service = self.service(decision)
        self.add(
            Middleware(
                id=f"{service.id}/middleware/00 limit by address {path}",
                name=f"at most {requests} requests in {seconds} s for each client address",
                origin=Decided(decision=decision),
                service=service.id,
                position=0,
                role="rate-limit",
                applies_to=path,
            )
        )

    def setting(self, name: str, decision: str, *, doc: str, secret: bool = False) -> Setting:
        """A configuration value, by name."""
        service = self.service(decision)
        return self.add(
            Setting(
                id=f"{service.id}/setting/{name}",
                name=name,
                origin=Decided(decision=decision),
                doc=doc,
                service=service.id,
                secret=secret,
            )
        )

    def outsider(self, name: str, decision: str, *, doc: str) -> Service:
        """A service that others run; the one the repository names so, if it does."""
        known = self.site.model.find(name)
        if isinstance(known, Service):
            return known
        origin = Decided(decision=decision)
        return self.add(Service(id=name, name=name, origin=origin, kind="external", doc=doc))

    def scheme(
        self, name: str, decision: str, kind: SchemeKind, place: str, parameter: str, doc: str
    ) -> SecurityScheme:
        """A new way of proving who calls. `place` is "header" or "cookie"."""
        service = self.service(decision)
        return self.add(
            SecurityScheme(
                id=f"{service.id}/auth/{name}",
                name=name,
                origin=Decided(decision=decision),
                kind=kind,
                service=service.id,
                location="cookie" if place == "cookie" else "header",
                parameter=parameter,
                doc=doc,
            )
        )

    def threat(
        self, element: Element, decision: str, stride: Stride, reference: str, mitigation: str
    ) -> Threat:
        """A danger to an element, the reference that describes it, and what answers it."""
        return self.add(
            Threat(
                id=f"threat/{self.slug}/{reference}@{element.id}",
                name=reference,
                origin=Decided(decision=decision),
                element=element.id,
                stride=stride,
                reference=reference,
                mitigation=mitigation,
            )
        )
