"""Java programs that run, and the parts they play: registry, config server, gateway, dashboard ...

Recognises: `@SpringBootApplication`, `@SpringCloudApplication` and `@EnableAutoConfiguration` on a
class, `SpringApplication.run`, `Micronaut.run`, `Quarkus.run`;
`@EnableEurekaServer`, `@EnableConfigServer`, `@EnableZuulProxy` and
`@EnableZuulServer`, beans of Spring Cloud Gateway (`RouteLocator`), `@EnableAdminServer`,
`@EnableHystrixDashboard`, `@EnableTurbine` and `@EnableTurbineStream`, `@EnableZipkinServer`,
`@EnableAuthorizationServer`, `OAuth2AuthorizationServerConfiguration`; that a program registers
(`@EnableEurekaClient`, `@EnableDiscoveryClient`) and that callers bring tokens
(`@EnableResourceServer`, `oauth2ResourceServer`).
Versions seen: Spring Boot 1.3 to 4, Spring Cloud Angel to 2025.
Not recognised: own annotations composed of these; main methods of other frameworks.
Documentation: https://docs.spring.io/spring-cloud-release/reference/
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.flow import ComponentKind, FlowPurpose
from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Duty, Fact, Opaque, Tie

_DUTIES: dict[str, tuple[ComponentKind, str]] = {
    "SpringBootApplication": ("app", ""),
    "SpringCloudApplication": ("app", ""),
    "EnableAutoConfiguration": ("app", ""),
    "EnableEurekaServer": ("discovery", "eureka"),
    "EnableConfigServer": ("config", "spring-cloud-config"),
    "EnableZuulProxy": ("gateway", "zuul"),
    "EnableZuulServer": ("gateway", "zuul"),
    "EnableAdminServer": ("observability", "spring-boot-admin"),
    "EnableHystrixDashboard": ("observability", "hystrix-dashboard"),
    "EnableTurbine": ("observability", "turbine"),
    "EnableTurbineStream": ("observability", "turbine"),
    "EnableTurbineAmqp": ("observability", "turbine"),
    "EnableZipkinServer": ("observability", "zipkin"),
    "EnableZipkinStreamServer": ("observability", "zipkin"),
    "EnableAuthorizationServer": ("auth", "oauth2"),
}
_TIES: dict[str, tuple[FlowPurpose, str]] = {
    "EnableEurekaClient": ("register", "eureka"),
    "EnableDiscoveryClient": ("register", ""),
    "SpringCloudApplication": ("register", ""),
    "EnableResourceServer": ("authorize", "oauth2"),
}
_NAMES = " ".join(f'"{name}"' for name in sorted({*_DUTIES, *_TIES}))


@detector(
    language="java",
    anchors=(
        *(f"@{name}" for name in sorted({*_DUTIES, *_TIES})), "SpringApplication", "Micronaut",
        "Quarkus", "RouteLocator",
        "oauth2ResourceServer", "OAuth2AuthorizationServerConfiguration",
    ),
    query=f"""
(class_declaration (modifiers
  [(annotation name: (_) @name) (marker_annotation name: (_) @name)]
  (#any-of? @name {_NAMES})))
(method_invocation
  object: (identifier) @_application name: (identifier) @_run
  (#any-of? @_application "SpringApplication" "Micronaut" "Quarkus") (#eq? @_run "run")) @run
(object_creation_expression type: (type_identifier) @_type
  (#any-of? @_type "SpringApplication" "SpringApplicationBuilder")) @run
(method_declaration type: (type_identifier) @_locator (#eq? @_locator "RouteLocator")) @gateway
(method_invocation name: (identifier) @_tokens (#eq? @_tokens "oauth2ResourceServer")) @tokens
(method_invocation object: (identifier) @_server
  (#eq? @_server "OAuth2AuthorizationServerConfiguration")) @authorizes
""",
)  # fmt: skip
def spring_duties(match: Match) -> Iterator[Fact]:
    """Say which part a match gives to the program around."""
    name = match.text("name").rpartition(".")[2]
    lines, scope = match.lines("name"), match.scope("name")
    if name in _DUTIES:
        kind, technology = _DUTIES[name]
        yield Duty(lines=lines, scope=scope, kind=kind, technology=technology)
    if name in _TIES:
        purpose, technology = _TIES[name]
        nobody = Opaque(source="")
        yield Tie(lines=lines, scope=scope, purpose=purpose, target=nobody, technology=technology)
    yield from _by_call(match)


def _by_call(match: Match) -> Iterator[Fact]:
    if match.node("run") is not None:
        yield Duty(lines=match.lines("run"), kind="app")
    elif match.node("gateway") is not None:
        lines = (match.lines("gateway")[0],) * 2
        yield Duty(lines=lines, kind="gateway", technology="spring-cloud-gateway")
    elif match.node("tokens") is not None:
        yield Tie(lines=match.lines("tokens"), purpose="authorize", target=Opaque(source=""))
    elif match.node("authorizes") is not None:
        yield Duty(lines=match.lines("authorizes"), kind="auth", technology="oauth2")
