"""What a tool gives back: typed, the summary first, no larger than an agent can read."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from mcp_types import CallToolResult, TextContent
from pydantic import BaseModel, Field, create_model

from backend_architect.app.verbs import Outcome
from backend_architect.errors import Halt, Misused, Unanswered
from backend_architect.faces.shown import plain
from backend_architect.model.brief import Question

#: Characters of a noun that is shown whole: some 3 000 tokens. A larger one is behind its handle.
LARGEST_NOUN = 12_000

#: Characters of a report. A tool may ask a client for half a million, and more is in the answer.
LARGEST_REPORT = 400_000


class OpenQuestion(BaseModel):
    """Something that must be known before the design."""

    id: str
    category: Literal["business", "technical", "pain", "scale"]
    text: str
    why: str
    options: list[str]
    default: str
    free: Annotated[bool, Field(description="Whether other words than the options are welcome.")]


class Result(BaseModel):
    """What a verb did."""

    status: Annotated[
        Literal["done", "attention", "unanswered"],
        Field(description="attention: a loud finding or a refuted claim. unanswered: call again."),
    ]
    summary: list[str]
    files: Annotated[list[str], Field(description="Documents written, below the root.")] = []
    report: Annotated[str, Field(description="The whole document of a profile that reports.")] = ""
    handle: Annotated[
        str, Field(description="The noun: read it as a resource, or pass it to the next tool.")
    ] = ""
    counts: Annotated[dict[str, int], Field(description="How much the noun holds.")] = {}
    noun: Annotated[Any, Field(description="The noun itself, where it is small.")] = None
    resources: Annotated[list[str], Field(description="URIs of the documents.")] = []
    questions: list[OpenQuestion] = []
    next_call: Annotated[str, Field(description="What to do next.")] = ""


def result_of(outcome: Outcome, noun: Any, size: int, handle: str, uris: list[str]) -> Result:
    """An outcome for an agent. `noun` is its plain data, `size` its length as JSON."""
    report = outcome.report
    if len(report) > LARGEST_REPORT:
        report = f"{report[:LARGEST_REPORT]}\n\n(cut here; the rest is too long for one answer)\n"
    return Result(
        status="attention" if outcome.status else "done",
        summary=[plain(line) for line in outcome.lines],
        files=list(outcome.files),
        report=report,
        handle=handle,
        counts=_counts(noun),
        noun=noun if size <= LARGEST_NOUN else None,
        resources=uris,
    )


def _counts(noun: Any) -> dict[str, int]:
    if isinstance(noun, list | tuple):
        return {"items": len(noun)}
    return {name: len(value) for name, value in noun.items() if isinstance(value, list | tuple)}


def unanswered_of(unanswered: Unanswered, verb: str) -> Result:
    """Open questions as data, with the call that answers them."""
    example = ", ".join(f'"{q.id}": "{q.default}"' for q in unanswered.questions[:2])
    return Result(
        status="unanswered",
        summary=[unanswered.message],
        questions=[_shown(question) for question in unanswered.questions],
        next_call=f"Ask the user, then call {verb} again with the same words and "
        f"answers={{{example}, ...}}; keep the answers given before. "
        "With assume=true the default of each is taken, and the plan says so.",
    )


def _shown(question: Question) -> OpenQuestion:
    return OpenQuestion(
        id=question.id,
        category=question.category,
        text=question.text,
        why=question.why,
        options=list(question.options),
        default=question.default,
        free=question.free,
    )


def error_of(halt: Halt) -> CallToolResult:
    """An error in the sentence and with the hint that the command line would print."""
    faults = [f"  {fault}" for fault in halt.faults] if isinstance(halt, Misused) else []
    hints = [f"hint: {halt.hint}"] if halt.hint else []
    lines = [f"{type(halt).__name__}: {halt.message}", *faults, *hints]
    text = "\n".join(plain(line) for line in lines)
    return CallToolResult(content=[TextContent(type="text", text=text)], is_error=True)


def form_of(unanswered: Unanswered) -> tuple[str, type[BaseModel]]:
    """The questions as a message and a flat form: one text each, its default filled in."""
    fields: dict[str, Any] = {
        f"answer_{number}": (str, _field(question))
        for number, question in enumerate(unanswered.questions)
    }
    return unanswered.message, create_model("Answers", **fields)


def _field(question: Question) -> Any:
    choices: dict[str, Any] = {} if question.free else {"enum": list(question.options)}
    options = "" if choices else f" For example: {' | '.join(question.options)}."
    return Field(
        default=question.default,
        alias=question.id,
        title=question.text,
        description=f"{question.why}{options}",
        json_schema_extra=choices,
    )
