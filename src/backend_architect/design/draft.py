"""The sheet a designer draws on: data, contract, flows and threats in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend_architect.design.contract import Contract
from backend_architect.model.element import Decided, Element
from backend_architect.model.flow import Flow, FlowMode, Person
from backend_architect.model.security import Stride, Threat


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
