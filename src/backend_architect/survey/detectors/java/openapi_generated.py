"""Builds that generate a server's interface of an OpenAPI document.

Recognises: openapi-generator and swagger-codegen in `pom.xml`, `build.gradle` and
`build.gradle.kts`: `inputSpec` with a `generatorName` (or `language`) that makes a server, such as
spring, kotlin-spring, jaxrs-spec or micronaut's; those that make clients are passed over.
Versions seen: openapi-generator 4 to 7, swagger-codegen 2 and 3.
Not recognised: documents given on the command line; names made of properties other than folders.
Documentation: https://openapi-generator.tech/docs/generators
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Followed

_SPECIFICATION = re.compile(
    r"""(?:<inputSpec>|\binputSpec\b(?:\s*=|\.set\(|\s)[^\n<]*?)\s*([^\s<>"'()]*\.(?:ya?ml|json))"""
)
_GENERATOR = re.compile(
    r"""(?:<(?:generatorName|language)>|\b(?:generatorName|language)\b[\s=.]*(?:set)?\(?\s*["'])"""
    r"""\s*([\w.-]+)"""
)
_SERVER = re.compile(
    r"spring|kotlin-spring|kotlin-server|jaxrs[\w-]*|java-(?:micronaut|helidon)-server|"
    r"java-(?:play-framework|vertx[\w-]*|undertow-server|camel|inflector|msf4j)|ktor"
)
#: What a generated interface of Spring is for when it calls others.
_CLIENT = re.compile(r"spring-cloud|spring-http-interface|feign|<generateApis>false", re.IGNORECASE)


@detector(paths=("pom.xml", "build.gradle", "build.gradle.kts"))
def openapi_generated(match: Match) -> Iterator[Fact]:
    """The program follows each document a server's interface is generated of."""
    text = match.source.text
    found = list(_SPECIFICATION.finditer(text))
    ends = [*(each.start() for each in found[1:]), len(text)]  # of the next one, and of the text
    for each, end in zip(found, ends, strict=False):
        around = text[max(0, each.start() - 600) : min(end, each.end() + 2500)]
        around = around[: _end(around, min(600, each.start()))]
        generator = _nearest(around, min(600, each.start()))
        if not _SERVER.fullmatch(generator) or _CLIENT.search(around):
            continue
        line = text.count("\n", 0, each.start()) + 1
        document = re.sub(r"^.*(?:\}|\$\w+)/", "", each[1])
        yield Followed(
            lines=(line, line),
            document="openapi",
            contract=document,
            framework=generator,
        )


def _end(around: str, place: int) -> int:
    """Where the configuration around a place ends."""
    end = around.find("</configuration>", place)
    return end if end >= 0 else len(around)


def _nearest(around: str, place: int) -> str:
    """The generator that is named nearest to a place."""
    found = sorted(_GENERATOR.finditer(around), key=lambda each: abs(each.start() - place))
    return found[0][1] if found else ""
