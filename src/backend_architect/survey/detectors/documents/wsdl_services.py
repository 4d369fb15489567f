"""WSDL documents: the operations of web services.

Recognises: WSDL 1.1 `service`, `port` with the `location` of its address, `binding` and its
operations; an operation is `POST <location>/<operation>`, since all are sent to one address.
Versions seen: 1.1.
Not recognised: WSDL 2.0; bindings in imported files.
Documentation: https://www.w3.org/TR/2001/NOTE-wsdl-20010315
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Described, Fact
from backend_architect.survey.idioms.contracts import path_of
from backend_architect.survey.idioms.xml_lines import Unreadable, read


@detector(paths=("*.wsdl",))
def wsdl_services(match: Match) -> Iterator[Fact]:
    """One described operation for each of each service's bindings, the first of a name."""
    try:
        document = read(match.source.data)
    except Unreadable:
        return
    seen: set[str] = set()
    for port in document.all("service", "port"):
        bound = _local(port.attributes.get("binding", ""))
        address = next(port.all("address"), None)
        base = path_of(address.attributes.get("location", "") if address else "").rstrip("/")
        for binding in document.all("binding"):
            if binding.attributes.get("name") != bound:
                continue
            for operation in binding.all("operation"):
                name = operation.attributes.get("name", "")
                if name and f"{base}/{name}" not in seen:
                    seen.add(f"{base}/{name}")
                    yield Described(
                        lines=(operation.first, operation.first),
                        document="wsdl",
                        method="POST",
                        path=f"{base}/{name}",
                        name=name,
                        service=document.attributes.get("name", ""),
                    )


def _local(name: str) -> str:
    """A name without the prefix of its namespace."""
    return name.rpartition(":")[2]
