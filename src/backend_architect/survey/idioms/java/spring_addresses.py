"""What settings of Spring Boot and Spring Cloud make a program turn to.

Keys as they are bound (see `spring_properties.bound`). Sources: the lists of properties of Spring
Boot (https://docs.spring.io/spring-boot/appendix/application-properties/index.html) and of Spring
Cloud's projects (https://docs.spring.io/spring-cloud-config/reference/, spring-cloud-netflix,
spring-cloud-consul, spring-cloud-zookeeper, spring-cloud-sleuth), Spring Boot Admin
(https://docs.spring-boot-admin.com/); of
Micronaut (https://docs.micronaut.io/latest/guide/configurationreference.html)
and Quarkus (https://quarkus.io/guides/all-config).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from backend_architect.model.flow import FlowPurpose
from backend_architect.survey.idioms.addresses import (
    is_secret,
    looks_like_address,
    without_credentials,
)
from backend_architect.survey.idioms.java.spring_properties import bound
from backend_architect.survey.idioms.stores import technology_of

#: Setting -> why the program turns to the address, and to what.
ADDRESSES: dict[str, tuple[FlowPurpose, str]] = {
    "spring.cloud.config.uri": ("configure", "spring-cloud-config"),
    "spring.config.import": ("configure", ""),
    "eureka.client.serviceurl.defaultzone": ("register", "eureka"),
    "spring.cloud.consul.host": ("register", "consul"),
    "spring.cloud.zookeeper.connectstring": ("register", "zookeeper"),
    "spring.cloud.nacos.serveraddr": ("register", "nacos"),
    "spring.cloud.nacos.discovery.serveraddr": ("register", "nacos"),
    "spring.cloud.nacos.config.serveraddr": ("configure", "nacos"),
    "spring.zipkin.baseurl": ("trace", "zipkin"),
    "management.zipkin.tracing.endpoint": ("trace", "zipkin"),
    "management.tracing.export.zipkin.endpoint": ("trace", "zipkin"),
    "management.otlp.tracing.endpoint": ("trace", ""),
    "otel.exporter.otlp.endpoint": ("trace", ""),
    "otel.exporter.zipkin.endpoint": ("trace", "zipkin"),
    "otel.exporter.jaeger.endpoint": ("trace", "jaeger"),
    "opentracing.jaeger.httpsender.url": ("trace", "jaeger"),
    "opentracing.jaeger.udpsender.host": ("trace", "jaeger"),
    "spring.boot.admin.client.url": ("administer", "spring-boot-admin"),
    "spring.boot.admin.url": ("administer", "spring-boot-admin"),
    "spring.datasource.url": ("store", ""),
    "spring.datasource.jdbcurl": ("store", ""),
    "spring.datasource.hikari.jdbcurl": ("store", ""),
    "spring.r2dbc.url": ("store", ""),
    "spring.data.mongodb.uri": ("store", "mongodb"),
    "spring.data.mongodb.host": ("store", "mongodb"),
    "spring.mongodb.uri": ("store", "mongodb"),
    "spring.redis.host": ("store", "redis"),
    "spring.redis.url": ("store", "redis"),
    "spring.data.redis.host": ("store", "redis"),
    "spring.data.redis.url": ("store", "redis"),
    "spring.data.cassandra.contactpoints": ("store", "cassandra"),
    "spring.cassandra.contactpoints": ("store", "cassandra"),
    "spring.data.neo4j.uri": ("store", "neo4j"),
    "spring.neo4j.uri": ("store", "neo4j"),
    "spring.neo4j.host": ("store", "neo4j"),
    "spring.elasticsearch.uris": ("store", "elasticsearch"),
    "spring.elasticsearch.rest.uris": ("store", "elasticsearch"),
    "spring.data.elasticsearch.clusternodes": ("store", "elasticsearch"),
    "spring.couchbase.connectionstring": ("store", "couchbase"),
    "spring.influx.url": ("store", "influxdb"),
    "spring.rabbitmq.host": ("use", "rabbitmq"),
    "spring.rabbitmq.addresses": ("use", "rabbitmq"),
    "spring.kafka.bootstrapservers": ("use", "kafka"),
    "spring.kafka.producer.bootstrapservers": ("publish", "kafka"),
    "spring.kafka.consumer.bootstrapservers": ("consume", "kafka"),
    "spring.cloud.stream.kafka.binder.brokers": ("use", "kafka"),
    "spring.cloud.stream.kafka.streams.binder.brokers": ("use", "kafka"),
    "spring.activemq.brokerurl": ("use", "activemq"),
    "spring.artemis.brokerurl": ("use", "activemq"),
    "spring.artemis.host": ("use", "activemq"),
    "spring.pulsar.client.serviceurl": ("use", "pulsar"),
    "spring.mail.host": ("mail", "smtp"),
    "security.oauth2.resource.userinfouri": ("authorize", "resource"),
    "security.oauth2.resource.tokeninfouri": ("authorize", "resource"),
    "security.oauth2.resource.jwt.keyuri": ("authorize", "resource"),
    "security.oauth2.resource.jwk.keyseturi": ("authorize", "resource"),
    "spring.oauth2.resource.userinfouri": ("authorize", "resource"),
    "spring.security.oauth2.resourceserver.jwt.issueruri": ("authorize", ""),
    "spring.security.oauth2.resourceserver.jwt.jwkseturi": ("authorize", ""),
    "spring.security.oauth2.resourceserver.opaquetoken.introspectionuri": ("authorize", ""),
    "keycloak.authserverurl": ("authorize", "keycloak"),
    "spring.cloud.config.server.git.uri": ("fetch", "git"),
    "turbine.appconfig": ("aggregate", "turbine"),
    "logging.logstash.host": ("log", "logstash"),
    "logstash.host": ("log", "logstash"),
    "logstash.servers": ("log", "logstash"),
    "gelf.host": ("log", "graylog"),
    "mongodb.uri": ("store", "mongodb"),
    "redis.uri": ("store", "redis"),
    "neo4j.uri": ("store", "neo4j"),
    "elasticsearch.httphosts": ("store", "elasticsearch"),
    "datasources.default.url": ("store", ""),
    "kafka.bootstrap.servers": ("use", "kafka"),
    "rabbitmq.uri": ("use", "rabbitmq"),
    "nats.default.addresses": ("use", "nats"),
    "consul.client.defaultzone": ("register", "consul"),
    "eureka.client.defaultzone": ("register", "eureka"),
    "tracing.zipkin.http.url": ("trace", "zipkin"),
    "tracing.jaeger.sender.agenthost": ("trace", "jaeger"),
    "quarkus.datasource.jdbc.url": ("store", ""),
    "quarkus.datasource.reactive.url": ("store", ""),
    "quarkus.mongodb.connectionstring": ("store", "mongodb"),
    "quarkus.redis.hosts": ("store", "redis"),
    "quarkus.oidc.authserverurl": ("authorize", ""),
    "quarkus.otel.exporter.otlp.endpoint": ("trace", ""),
    "quarkus.jaeger.endpoint": ("trace", "jaeger"),
    "quarkus.mailer.host": ("mail", "smtp"),
}

_PROVIDER = re.compile(r"spring\.security\.oauth2\.client\.provider\.\w+\.(?:issuer|token)uri\Z")
_ELSEWHERE = re.compile(r"(?:optional:)?(?:configserver|consul|nacos|zookeeper):")
_GIT = re.compile(r"\Aspring\.cloud\.config\.server\.git\.repos\.[^.]+\.uri\Z")
_TELLING = (
    "url", "uri", "host", "topic", "queue", "exchange", "destination", "routingkey", "endpoint",
    "address", "server", "servers", "topics", "service", "servicename", "serviceid", "baseurl",
    "listofservers", "name", "cron", "port",
)  # fmt: skip
_NAMES = {
    "spring.application.name": "name", "server.port": "port",
    "server.servlet.contextpath": "base-path", "server.contextpath": "base-path",
    "spring.webflux.basepath": "base-path", "micronaut.application.name": "name",
    "micronaut.server.port": "port", "micronaut.server.contextpath": "base-path",
    "quarkus.application.name": "name", "quarkus.http.port": "port",
    "quarkus.http.rootpath": "base-path",
}  # fmt: skip


class Turn(NamedTuple):
    """What one setting makes a program turn to."""

    purpose: FlowPurpose
    technology: str
    target: str


def turns_of(key: str, value: str) -> Iterator[Turn]:
    """What a setting, its key bound, makes the program turn to: mostly one thing or none."""
    plain = without_credentials(value.strip().strip("\"'"))
    purpose, technology = ADDRESSES.get(key, (None, ""))
    if _PROVIDER.match(key):
        yield Turn("authorize", "", plain)
    elif _GIT.match(key):
        yield Turn("fetch", "git", plain)
    elif key == "turbine.appconfig":
        yield from (Turn("aggregate", technology, each.strip()) for each in plain.split(","))
    elif key == "spring.config.import":
        yield from _imported(plain)
    elif purpose == "store" and not technology:
        yield Turn(purpose, _store(plain), plain)
    elif purpose is not None and plain:
        yield Turn(purpose, technology, plain)


def _imported(value: str) -> Iterator[Turn]:
    """Settings that are got from a server: `optional:configserver:http://config:8888`."""
    found = _ELSEWHERE.match(value)
    if found is not None:
        server = found[0].removeprefix("optional:").rstrip(":")
        technology = "spring-cloud-config" if server == "configserver" else server
        yield Turn("configure", technology, value[found.end() :])


def _store(address: str) -> str:
    return technology_of(address.partition("//")[0].rstrip(":"))


def telling(key: str, value: str) -> tuple[str, str] | None:
    """The key and value worth telling: names, ports and addresses; never what is secret."""
    if key in _NAMES:
        return _NAMES[key], value.strip("\"'")
    last = key.rpartition(".")[2]
    worth = looks_like_address(value) or last.endswith(_TELLING)
    if not worth or is_secret(key) or not value or len(value) > 300:
        return None
    return key, without_credentials(value.strip("\"'"))


def key_of_variable(name: str) -> str:
    """The bound key an environment variable sets: "SPRING_RABBITMQ_HOST"."""
    return bound(name.replace("_", "."))
