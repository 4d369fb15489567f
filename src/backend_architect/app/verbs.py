"""One table of verbs. Command line, MCP server and agent all follow from its rows.

A verb takes one flat request and gives an outcome. What a request leaves out is found by the verbs
before it on the straight line, so that a pipe of verbs with files between them does what `plan`
does in one go. This module is light: the acts themselves are imported when a verb is called.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from msgspec import Meta

from backend_architect.model.element import Noun
from backend_architect.model.finding import Severity

if TYPE_CHECKING:
    from backend_architect.app.house import House


class Outcome(Noun, frozen=True, kw_only=True):
    """What a verb gives: the noun, the same in a few lines, the exit code, the files written.

    `report` is the whole document where the profile speaks by report instead of by path.
    """

    noun: Any
    lines: tuple[str, ...]
    status: int = 0
    files: tuple[str, ...] = ()
    report: str = ""


Words = Annotated[str, Meta(description="What is wanted, in plain words, or a brief.md.")]
AsIs = Annotated[str, Meta(description="File with an as-is Model; surveyed anew if left out.")]
BriefFile = Annotated[str, Meta(description="File with a Brief as JSON, instead of words.")]
Answers = Annotated[str, Meta(description="File with answers to the questions that were asked.")]
Answer = Annotated[dict[str, str], Meta(description="An answer to a question, by its id.")]
Assume = Annotated[bool, Meta(description="Take the default of each question nobody answered.")]
ProposalFile = Annotated[str, Meta(description="File with a Proposal; designed anew if left out.")]
RouteFile = Annotated[str, Meta(description="File with a Route; planned anew if left out.")]
VerdictFile = Annotated[str, Meta(description="File with a Verdict; tried anew if left out.")]
FailOn = Annotated[
    Severity, Meta(description="Exit 1 when a finding is at least this severe and not waived.")
]


#: The views of `render/views`, each as a table, JSON, CSV or a picture.
Emitted: TypeAlias = Literal[
    "",
    "dataflow", "dataflow-json", "dataflow-csv", "dataflow-mermaid",
    "endpoints", "endpoints-json", "endpoints-csv", "endpoints-mermaid",
    "model", "model-json", "model-csv", "model-mermaid",
    "tables", "tables-json", "tables-csv", "tables-mermaid",
]  # fmt: skip
Emit = Annotated[
    Emitted, Meta(description="Show this instead of the summary, as a table or in the form named.")
]
Explain = Annotated[
    str,
    Meta(
        description="Say what was seen at this line, and why.",
        extra={"metavar": "PATH:LINE"},
    ),
]
Exhaustive = Annotated[
    bool, Meta(description="Parse every file, with no shortcut and no cache; the same Model.")
]


class SurveyRequest(Noun, frozen=True, kw_only=True):
    """survey"""

    emit: Emit = ""
    explain: Explain = ""
    exhaustive: Exhaustive = False


class ReviewRequest(Noun, frozen=True, kw_only=True):
    """review"""

    as_is: AsIs = ""
    fail_on: FailOn = "error"


class ElicitRequest(Noun, frozen=True, kw_only=True):
    """elicit"""

    words: Words
    as_is: AsIs = ""
    answers: Answers = ""
    answer: Answer = {}
    assume: Assume = False


class DesignRequest(Noun, frozen=True, kw_only=True):
    """design"""

    words: Words = ""
    brief: BriefFile = ""
    as_is: AsIs = ""
    answers: Answers = ""
    answer: Answer = {}
    assume: Assume = False


class MigrateRequest(DesignRequest, frozen=True, kw_only=True):
    """migrate"""

    proposal: ProposalFile = ""


class VerifyRequest(MigrateRequest, frozen=True, kw_only=True):
    """verify"""

    route: RouteFile = ""
    fail_on: FailOn = "error"


class RenderRequest(VerifyRequest, frozen=True, kw_only=True):
    """render"""

    verdict: VerdictFile = ""


class PlanRequest(Noun, frozen=True, kw_only=True):
    """plan"""

    words: Words
    answers: Answers = ""
    answer: Answer = {}
    assume: Assume = False


@dataclass(frozen=True)
class Verb:
    """A row: the name, one sentence, when to use it, the shape of the request.

    `writes` is True for verbs that leave documents behind, `gathers` for those that look at
    several repositories as one system.
    """

    name: str
    summary: str
    when: str
    request: type[Noun]
    writes: bool = False
    gathers: bool = False

    def act(self, house: House, request: Noun) -> Outcome:
        """Do it. Raises `Forbidden` if the house's profile may not use this verb."""
        house.gate.require_verb(self.name)
        acts = importlib.import_module("backend_architect.app.acts")
        outcome: Outcome = getattr(acts, self.name)(house, request)
        return outcome


VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb(
            "survey",
            "Read a repository into its as-is Model.",
            "First of all, or to know what services, operations, tables and conventions are there.",
            SurveyRequest,
            gathers=True,
        ),
        Verb(
            "review",
            "Judge what is there and write the review.",
            "To hear what is wrong with a backend as it is, without asking for a change.",
            ReviewRequest,
            writes=True,
        ),
        Verb(
            "elicit",
            "Turn words into a Brief, or ask.",
            "To check what a request is understood as, and which questions it leaves open.",
            ElicitRequest,
        ),
        Verb(
            "design",
            "Design what the Brief asks for.",
            "For the decisions and the to-be Model alone, without documents.",
            DesignRequest,
        ),
        Verb(
            "migrate",
            "Plan the way there in phases.",
            "For the phases from here to a proposal, each with its way back.",
            MigrateRequest,
        ),
        Verb(
            "verify",
            "Judge a proposal by rules and real trials.",
            "To put a proposal to the test on a private PostgreSQL.",
            VerifyRequest,
        ),
        Verb(
            "render",
            "Write the documents.",
            "To write documents from nouns that earlier verbs gave.",
            RenderRequest,
            writes=True,
        ),
        Verb(
            "plan",
            "All of it: survey to documents.",
            "Whenever a backend shall be changed: a feature, a repair, a new service. It does what "
            "the other verbs do one by one.",
            PlanRequest,
            writes=True,
        ),
    )
}
