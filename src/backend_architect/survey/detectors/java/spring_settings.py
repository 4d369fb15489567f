"""Spring Boot's settings: context path, data sources and pools, authentication, migrations.

Recognises: in `application*` and `bootstrap*` files (properties and YAML, with profiles)
`server.servlet.context-path` (and its older names), `spring.webflux.base-path`,
`spring.data.rest.base-path`;
`spring.datasource.url` (the technology only) with Hikari's `maximum-pool-size`; Redis, MongoDB,
RabbitMQ, Kafka, Elasticsearch; OAuth2 clients and resource servers; Flyway and Liquibase; names of
environment variables in `${...}`. Values of secrets are never looked at, addresses only up to
their scheme.
Versions seen: Spring Boot 1.5 to 4.
Not recognised: settings of a config server's other files, `@PropertySource`. A changed naming
strategy of Hibernate is a gap, for table names are derived by the default one.
Documentation: https://docs.spring.io/spring-boot/appendix/application-properties/index.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Connection,
    Expression,
    Fact,
    GlobalPrefix,
    Habit,
    Literally,
    Opaque,
    SchemeFact,
    SettingFact,
    Unresolved,
)
from backend_architect.survey.idioms.java.spring_properties import (
    PLACEHOLDER,
    Property,
    properties_of,
)
from backend_architect.survey.idioms.stores import technology_of
from backend_architect.survey.idioms.yaml_lines import Unreadable

_CONTEXT = frozenset(
    ("server.servlet.contextpath", "server.contextpath", "spring.webflux.basepath")
)
#: What stands before the repositories that Spring Data REST serves.
_REPOSITORIES = "spring.data.rest.basepath"
_URLS = frozenset(("spring.datasource.url", "spring.datasource.jdbcurl", "spring.r2dbc.url",
                   "spring.datasource.hikari.jdbcurl"))  # fmt: skip
_POOLS = frozenset(
    ("spring.datasource.hikari.maximumpoolsize", "spring.datasource.maximumpoolsize",
     "spring.datasource.tomcat.maxactive", "spring.r2dbc.pool.maxsize",
     "spring.datasource.dbcp2.maxtotal")
)  # fmt: skip
_STORES = {
    "spring.data.redis.host": "redis", "spring.redis.host": "redis", "spring.redis.url": "redis",
    "spring.data.redis.url": "redis", "spring.data.mongodb.uri": "mongodb",
    "spring.data.mongodb.host": "mongodb", "spring.rabbitmq.host": "rabbitmq",
    "spring.rabbitmq.addresses": "rabbitmq", "spring.kafka.bootstrapservers": "kafka",
    "spring.elasticsearch.uris": "elasticsearch",
}  # fmt: skip
#: Profiles that are not the program as it runs for its users.
_ASIDE = frozenset(
    ("dev", "development", "test", "tests", "testing", "local", "h2", "hsqldb", "ci", "it", "mock",
     "integration", "integrationtest", "default-test")
)  # fmt: skip
_CLIENT = re.compile(r"spring\.security\.oauth2\.client\.registration\.(\w+)\.(\w+)\Z")
_DEFAULT_NAMES = re.compile("SnakeCase|CamelCaseToUnderscores|SpringPhysical")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*\Z")


@detector(
    paths=("application*.properties", "application*.y*ml", "bootstrap*.properties",
           "bootstrap*.y*ml"),
)  # fmt: skip
def spring_settings(match: Match) -> Iterator[Fact]:
    """Say what one file of settings tells."""
    try:
        found = properties_of(match.source.path, match.source.text)
    except Unreadable as trouble:
        lines = (trouble.line, trouble.line)
        reason = "It is no YAML, or it describes too much."
        yield Unresolved(lines=lines, what="Spring's settings", reason=reason, kind="unparsed")
        return
    own = [each for each in found if each.profile.lower() not in _ASIDE]
    for each in own:
        yield from _prefix(each)
        yield from _habits(each)
    yield from _connections(own)
    yield from _schemes(own)
    yield from _variables(found)


def _prefix(each: Property) -> Iterator[Fact]:
    if each.key in _CONTEXT and not each.profile and each.value not in ("", "/"):
        prefix: Expression = Literally(text=each.value.strip("\"'"))
        placeholder = PLACEHOLDER.search(each.value)
        if placeholder is not None:
            default = placeholder[2]
            known = default is not None
            prefix = Literally(text=default) if known else Opaque(source=placeholder[1])
        yield GlobalPrefix(lines=each.lines, prefix=prefix, framework="spring")
    if each.key == _REPOSITORIES and not each.profile and each.value.strip("/"):
        yield GlobalPrefix(
            lines=each.lines, prefix=Literally(text=each.value.strip("\"'")),
            framework="spring-data-rest", inner=True,
        )  # fmt: skip


def _habits(each: Property) -> Iterator[Fact]:
    for tool in ("flyway", "liquibase"):
        prefixes = (f"spring.{tool}.", f"{tool}.")
        if each.key.startswith(prefixes) and not (
            each.key.endswith("enabled") and each.value == "false"
        ):
            yield Habit(lines=each.lines, kind="migration-tool", value=tool)
    strategy = each.key.endswith("hibernate.naming.physicalstrategy")
    if strategy and not _DEFAULT_NAMES.search(each.value):
        yield Unresolved(
            lines=each.lines,
            what="names of JPA's tables and columns",
            reason="The naming strategy is set here; names follow Spring Boot's default one.",
        )


def _connections(found: list[Property]) -> Iterator[Fact]:
    """The data source with its pool, profile by profile, and the other stores."""
    for profile in dict.fromkeys(each.profile for each in found):
        own = [each for each in found if each.profile == profile]
        url = next((each for each in own if each.key in _URLS), None)
        technology = _technology(own, url)
        pool = next((each for each in own if each.key in _POOLS), None)
        place = url or pool
        if place is not None and technology not in ("h2", "hsqldb", "derby"):
            bound = pool.value if pool is not None else ""
            yield Connection(
                lines=_span(place, pool),
                technology=technology or "unknown",
                pool_max=int(bound) if bound.isdigit() else None,
                pooled=True,
            )
    for each in found:
        if each.key in _STORES:
            yield Connection(lines=each.lines, technology=_STORES[each.key])


def _technology(own: list[Property], url: Property | None) -> str:
    """By the address, else by the driver's or the dialect's name."""
    address = url.value.strip("\"'") if url is not None else ""
    placeholder = PLACEHOLDER.match(address)
    plain = (placeholder[2] or "") if placeholder is not None else address
    technology = technology_of(plain.partition("//")[0].rstrip(":"))
    if technology:
        return technology
    named = " ".join(
        each.value.lower()
        for each in own
        if each.key.endswith(("driverclassname", "dialect", "databaseplatform", "jpa.database"))
    )
    stores = ("postgresql", "mysql", "mariadb", "sqlserver", "oracle", "sqlite", "h2")
    found = next((store for store in stores if store in named), "")
    return technology_of(found)


def _span(place: Property, pool: Property | None) -> tuple[int, int]:
    """The lines of the address, and of the pool's size where it stands near."""
    if pool is None or pool == place:
        return place.lines
    lines = (*place.lines, *pool.lines)
    return (min(lines), max(lines)) if max(lines) - min(lines) <= 20 else place.lines


def _schemes(found: list[Property]) -> Iterator[Fact]:
    clients: dict[str, list[tuple[Property, str]]] = {}
    for each in found:
        client = _CLIENT.match(each.key)
        if client is not None:
            clients.setdefault(client[1], []).append((each, client[2]))
        elif each.key.startswith("spring.security.oauth2.resourceserver.jwt."):
            yield SchemeFact(
                lines=each.lines, name="resource-server", kind="jwt", location="header",
                parameter="Authorization",
            )  # fmt: skip
        elif each.key == "spring.security.user.name":
            yield SchemeFact(lines=each.lines, name="basic", kind="basic", location="header",
                             parameter="Authorization")  # fmt: skip
    for name, parts in clients.items():
        scopes = " ".join(each.value for each, part in parts if part == "scope")
        kind = "oidc" if "openid" in scopes or name in ("google", "okta") else "oauth2"
        yield SchemeFact(lines=parts[0][0].lines, name=name, kind=kind)  # type: ignore[arg-type]  # one of two literals


def _variables(found: list[Property]) -> Iterator[Fact]:
    for each in found:
        for placeholder in PLACEHOLDER.finditer(each.value):
            if _VARIABLE.match(placeholder[1]):
                yield SettingFact(lines=each.lines, name=placeholder[1])
