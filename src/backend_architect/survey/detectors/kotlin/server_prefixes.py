"""The path that Quarkus, Micronaut and Ktor serve everything below, as their settings say it.

Recognises: `quarkus.http.root-path` with `quarkus.rest.path` or `quarkus.resteasy.path`,
`micronaut.server.context-path`, `ktor.deployment.rootPath`, in `application` files of properties or
YAML, where no profile narrows them.
Versions seen: Quarkus 1 to 3, Micronaut 1 to 4, Ktor 2 and 3.
Not recognised: values that only the environment has.
Documentation: https://quarkus.io/guides/all-config, https://docs.micronaut.io/latest/guide/
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, GlobalPrefix, Literally
from backend_architect.survey.idioms.java.spring_properties import (
    PLACEHOLDER,
    Property,
    properties_of,
)
from backend_architect.survey.idioms.yaml_lines import Unreadable

#: Settings as they are compared, in the order their paths stand one behind the other.
_KEYS = {
    "quarkus.http.rootpath": "jax-rs",
    "quarkus.rest.path": "jax-rs",
    "quarkus.resteasyreactive.path": "jax-rs",
    "quarkus.resteasy.path": "jax-rs",
    "micronaut.server.contextpath": "micronaut",
    "ktor.deployment.rootpath": "ktor",
}


@detector(paths=("application.properties", "application.y*ml"))
def server_prefixes(match: Match) -> Iterator[Fact]:
    """Say the path of one file, its parts joined."""
    try:
        found = properties_of(match.source.path, match.source.text)
    except Unreadable:
        return  # the settings' own detector tells it
    own = {each.key: each for each in found if each.key in _KEYS and not each.profile}
    parts = [own[key] for key in _KEYS if key in own and _text(own[key])]
    if parts:
        whole = "/".join(_text(each) for each in parts)
        yield GlobalPrefix(
            lines=parts[0].lines,
            prefix=Literally(text=f"/{whole}"),
            framework=_KEYS[parts[0].key],
        )


def _text(each: Property) -> str:
    value = each.value.strip().strip("\"'")
    placeholder = PLACEHOLDER.fullmatch(value)
    plain = (placeholder[2] or "") if placeholder is not None else value
    return plain.strip("/")
