"""Facts that the detectors of all router frameworks say alike."""

from __future__ import annotations

from backend_architect.survey.facts import Chain, Expression, Guard, Resource, Route
from backend_architect.survey.idioms.rust.flow import EMPTY, Flow, Step, Wire, lines_of
from backend_architect.survey.idioms.rust.guards import layer_guards


def say_route(
    flow: Flow,
    wire: Wire,
    step: Step,
    methods: tuple[str, ...],
    path: Expression,
    handler: str,
    guards: tuple[Guard, ...] = (),
) -> None:
    """A route that this call puts on the router."""
    flow.say(
        wire,
        Route(
            lines=lines_of(step),
            scope=flow.scope,
            router=wire.name,
            methods=methods,
            path=path,
            handler=handler,
            framework=flow.dialect.framework,
            guards=guards,
        ),
    )


def say_resource(
    flow: Flow, wire: Wire, lines: tuple[int, int], controller: str, path: Expression = EMPTY
) -> None:
    """What has its paths written beside it answers below the router."""
    flow.say(
        wire,
        Resource(
            lines=lines,
            scope=flow.scope,
            router=wire.name,
            path=path,
            controller=controller,
            framework=flow.dialect.framework,
        ),
    )


def say_chain(flow: Flow, wire: Wire, step: Step) -> None:
    """Whatever is put on the router, before or after, passes these layers."""
    for argument in step.arguments[-1:]:
        for guard in layer_guards(argument):
            flow.facts.append(
                Chain(lines=lines_of(step), scope=flow.scope, router=wire.name, guard=guard)
            )
