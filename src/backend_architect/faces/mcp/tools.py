"""A row of the table of verbs as a tool: plain flat inputs, one typed result.

A call runs in a thread, one at a time: verbs write documents, and parsing has its own processes.
The verb itself is the resolver of the tool: where it finds questions open and the client can ask
its user, the SDK asks them in the way of the client's era, and the tool goes on with the answers.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import anyio
import anyio.to_thread
import msgspec
from anyio import from_thread
from mcp.server.elicitation import AcceptedElicitation, ElicitationResult
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.resolve import Elicit, Resolve
from pydantic import BaseModel, Field

from backend_architect.app.verbs import Outcome, Verb
from backend_architect.app.wiring import opened
from backend_architect.errors import Halt, Unanswered
from backend_architect.faces.mcp.holdings import Holdings
from backend_architect.faces.mcp.results import (
    Result,
    error_of,
    form_of,
    result_of,
    unanswered_of,
)
from backend_architect.model.codec import to_json
from backend_architect.model.element import Noun

#: Steps of progress that are reported of one stage, at most.
_STEPS = 20


@dataclass(frozen=True)
class Service:
    """What every tool of a server shares."""

    profile: str
    holdings: Holdings
    environment: Mapping[str, str]
    turn: anyio.CapacityLimiter


@dataclass(frozen=True)
class Attempt:
    """What came of running a verb: its outcome, or what stopped it."""

    root: Path
    request: Noun
    outcome: Outcome | None = None
    halt: Halt | None = None


def tool_of(verb: Verb, service: Service) -> Callable[..., Any]:
    """The tool of a verb, with a signature that the SDK reads."""

    async def first(ctx: Context[Any, Any], **inputs: Any) -> Any:
        attempt = await _attempted(verb, service, ctx, inputs)
        if isinstance(attempt.halt, Unanswered) and _can_ask(ctx):
            return Elicit(*form_of(attempt.halt))
        return attempt

    async def tool(ctx: Context[Any, Any], resolved: Any, **inputs: Any) -> Any:
        attempt = getattr(resolved, "data", None)
        if isinstance(resolved, AcceptedElicitation) and isinstance(attempt, BaseModel):
            told = {**inputs["answers"], **attempt.model_dump(by_alias=True)}
            attempt = await _attempted(verb, service, ctx, {**inputs, "answers": told})
        elif not isinstance(attempt, Attempt):  # the user would rather not answer
            attempt = await _attempted(verb, service, ctx, inputs)
        return _translated(verb, service, attempt)

    parameters = _parameters(verb, service)
    _sign(first, "first", {"ctx": Context[Any, Any]}, parameters)
    asked = Annotated[ElicitationResult[BaseModel], Resolve(first)]
    _sign(tool, verb.name, {"ctx": Context[Any, Any], "resolved": asked}, parameters, Result)
    return tool


def _sign(
    function: Callable[..., Any],
    name: str,
    injected: dict[str, Any],
    parameters: list[inspect.Parameter],
    result: Any = inspect.Signature.empty,
) -> None:
    """Give a function the signature that its verb's request has."""
    keyword = inspect.Parameter.KEYWORD_ONLY
    own = [inspect.Parameter(each, keyword, annotation=kind) for each, kind in injected.items()]
    signature = inspect.Signature([*own, *parameters], return_annotation=result)
    function.__name__ = function.__qualname__ = name
    function.__signature__ = signature  # type: ignore[attr-defined]  # `inspect` reads it
    function.__annotations__ = {p.name: p.annotation for p in signature.parameters.values()}


def _parameters(verb: Verb, service: Service) -> list[inspect.Parameter]:
    fields = [field for field in msgspec.structs.fields(verb.request) if field.name != "answers"]
    parameters = [_parameter(field) for field in fields]
    if len(service.holdings.roots) > 1:
        names = tuple(service.holdings.roots)
        said = Field(description="Which of the repositories this server was started for.")
        root = inspect.Parameter(
            "root", inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[Literal[names], said]
        )
        parameters.append(root)
    return parameters


def _parameter(field: msgspec.structs.FieldInfo) -> inspect.Parameter:
    """A field as an input; answers come as a mapping here, files as handles too."""
    metadata = getattr(field.type, "__metadata__", ())
    kind = field.type.__origin__ if metadata else field.type
    said = next((each.description for each in metadata if isinstance(each, msgspec.Meta)), "")
    name = field.name
    if name == "answer":
        name, said = "answers", "Answers to open questions, by their id."
    elif kind is str and not _is_told(field):
        said = f"{said} A handle of an earlier result, or a path below the root."
    default: Any = inspect.Parameter.empty
    if field.default is not msgspec.NODEFAULT:
        default = field.default
    elif field.default_factory is not msgspec.NODEFAULT:
        default = field.default_factory()
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[kind, Field(description=said)],
    )


def _is_told(field: msgspec.structs.FieldInfo) -> bool:
    """Whether a text is the value itself, not the name of a file that holds it."""
    metadata = getattr(field.type, "__metadata__", ())
    return field.name == "words" or any(getattr(each, "extra", None) for each in metadata)


def _can_ask(ctx: Context[Any, Any]) -> bool:
    """Whether the client shows forms to its user."""
    capabilities = ctx.client_capabilities
    elicitation = capabilities.elicitation if capabilities else None
    return elicitation is not None and (elicitation.form is not None or elicitation.url is None)


async def _attempted(
    verb: Verb, service: Service, ctx: Context[Any, Any], inputs: Mapping[str, Any]
) -> Attempt:
    given = dict(inputs)
    root = service.holdings.root(given.pop("root", ""))
    if "answers" in given:
        given["answer"] = given.pop("answers")
    request = msgspec.convert(given, verb.request)
    work = partial(_acted, verb, service, root, request, Reporter(ctx))
    return await anyio.to_thread.run_sync(work, limiter=service.turn)


def _acted(verb: Verb, service: Service, root: Path, request: Noun, reporter: Reporter) -> Attempt:
    """Runs in a thread."""
    try:
        with opened(
            root,
            service.environment,
            profile_name=service.profile,
            held=service.holdings.nouns,
            progress=reporter.hear,
        ) as house:
            return Attempt(root, request, outcome=verb.act(house, request))
    except Halt as halt:
        return Attempt(root, request, halt=halt)


class Reporter:
    """Passes progress from the working thread to the client, a bounded number of times."""

    def __init__(self, ctx: Context[Any, Any]) -> None:
        self._ctx = ctx
        self._last = ("", 0)
        self._count = 0

    def hear(self, stage: str, done: int, total: int) -> None:
        """A stage, and how much of it is done. Ends the work if the client has given up."""
        from_thread.check_cancelled()
        step = (stage, done * _STEPS // total if total else 0)
        if step == self._last:
            return
        self._last = step
        self._count += 1
        message = f"{stage}: {done} of {total}" if total else stage
        from_thread.run(self._ctx.report_progress, float(self._count), None, message)


def _translated(verb: Verb, service: Service, attempt: Attempt) -> Any:
    if isinstance(attempt.halt, Unanswered):
        return unanswered_of(attempt.halt, verb.name)
    if attempt.halt is not None:
        return error_of(attempt.halt)
    outcome = attempt.outcome
    if outcome is None:
        raise RuntimeError("a verb gave neither an outcome nor an error")
    data = to_json(outcome.noun)
    handle = service.holdings.keep(verb.name, data)
    uris = [service.holdings.uri(attempt.root, path) for path in outcome.files]
    return result_of(outcome, msgspec.to_builtins(outcome.noun), len(data), handle, uris)
