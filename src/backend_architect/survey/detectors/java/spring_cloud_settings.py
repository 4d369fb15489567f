"""Settings of Spring programs that say what they are called and what they turn to.

Recognises: in `application*`, `bootstrap*` and any other settings file that speaks Spring's words
(a config server keeps `<program>.yml` and `<program>-<profile>.properties` for its clients): the
program's name, port and context path; addresses of config servers, registries (Eureka, Consul,
Zookeeper, Nacos), databases, brokers, mail servers, tracing, Spring Boot Admin, authorization
servers, a config server's git repository; Zuul's and Spring Cloud Gateway's routes, Ribbon's lists
of servers, bindings of Spring Cloud Stream; other names and addresses that code may ask for.
Values of secrets are never looked at; who logs in is cut from addresses.
Versions seen: Spring Boot 1.5 to 4, Spring Cloud Angel to 2025.
Not recognised: settings in other formats (JSON, `@PropertySource` under odd names).
Documentation: https://docs.spring.io/spring-cloud-release/reference/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Duty, Fact, Literally, Message, Tie, Told
from backend_architect.survey.idioms.java.spring_addresses import telling, turns_of
from backend_architect.survey.idioms.java.spring_properties import Property, properties_of
from backend_architect.survey.idioms.java.spring_routes import Way, ways_of
from backend_architect.survey.idioms.yaml_lines import Unreadable

_WORDS = re.compile(
    r"^\s*(?:spring|eureka|zuul|server|ribbon|management|security|feign|hystrix|turbine"
    r"|micronaut|quarkus|datasources|kafka|consul|mongodb)\b[.:]"
    r"|\.ribbon\.",
    re.MULTILINE,
)
#: A line without one of which no other settings file has a key of `_ROOTS`.
_ROOTED = re.compile(
    r"^[\"']?(?:spring|eureka|zuul|server|management|security|ribbon|micronaut|quarkus)\b",
    re.MULTILINE,
)
#: First words of files that are surely another's, which have a `security` of their own.
_OTHERS = re.compile(r"^(?:openapi|swagger|asyncapi|lockfileVersion)\b", re.MULTILINE)
_OWN = re.compile(r"(?:application|bootstrap)(?:-.+)?\.(?:properties|ya?ml)\Z")
_TESTS = frozenset(("test", "tests", "testing", "it", "integration", "integrationtest"))
_BINDING = re.compile(r"spring\.cloud\.stream\.bindings\.(.+)\.(destination|group)\Z", re.I)


@detector(paths=("*.properties", "*.yml", "*.yaml"))
def spring_cloud_settings(match: Match) -> Iterator[Fact]:
    """Say what one file of settings tells."""
    path, text = match.source.path, match.source.text
    of = "" if _OWN.search(basename(path)) else basename(path).rpartition(".")[0]
    if not _WORDS.search(text) or (of and (not _ROOTED.search(text) or _OTHERS.search(text))):
        return
    try:
        found = properties_of(path, text)
        ways = ways_of(path, text)
    except Unreadable:  # `spring_settings` says so for the files that are surely Spring's
        return
    own = [each for each in found if each.profile.lower() not in _TESTS]
    if of and not any(each.key.startswith(_ROOTS) for each in own):
        return
    for each in own:
        yield from _told(each, of)
        yield from _ties(each, of)
    yield from (_route(way, of) for way in ways)
    yield from _bindings(own, of)


#: First words of settings that no other kind of file has.
_ROOTS = ("spring.", "eureka.", "zuul.", "server.", "management.", "security.", "ribbon.",
          "micronaut.", "quarkus.")  # fmt: skip


def _told(each: Property, of: str) -> Iterator[Fact]:
    told = telling(each.key, each.value)
    if told is not None:
        key, value = told
        yield Told(lines=each.lines, key=key, value=value, of=of, profile=each.profile)


def _ties(each: Property, of: str) -> Iterator[Fact]:
    for turn in turns_of(each.key, each.value):
        yield Tie(
            lines=each.lines, purpose=turn.purpose, target=Literally(text=turn.target),
            technology=turn.technology, of=of, profile=each.profile,
        )  # fmt: skip
    if each.key == "eureka.client.registerwitheureka" and each.value == "false":
        yield Told(lines=each.lines, key="registers", value="false", of=of, profile=each.profile)
    if not of and each.key.endswith("gateway.discovery.locator.enabled") and each.value == "true":
        yield Duty(lines=each.lines, kind="gateway", technology="spring-cloud-gateway")


def _route(way: Way, of: str) -> Tie:
    return Tie(
        lines=way.lines, purpose="route", target=Literally(text=way.target),
        technology=way.technology, path=Literally(text=way.path), of=of,
    )  # fmt: skip


def _bindings(own: list[Property], of: str) -> Iterator[Fact]:
    """Bindings of Spring Cloud Stream: in or out by their name, else by having a group."""
    named: dict[str, dict[str, Property]] = {}
    for each in own:
        found = _BINDING.match(each.written)
        if found is not None:
            named.setdefault(found[1], {})[found[2].lower()] = each
    for name, parts in named.items():
        place = parts.get("destination")
        if place is not None:
            receives = "-in" in name or "input" in name or "group" in parts
            sends = "-out" in name or "output" in name
            yield Message(
                lines=place.lines, direction="receive" if receives and not sends else "send",
                broker="", address=Literally(text=place.value), of=of,
            )  # fmt: skip
