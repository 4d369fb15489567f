"""A row of the table of verbs as a command: options from its request, outcome to the screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click
import msgspec

from backend_architect.app.house import House
from backend_architect.app.verbs import Outcome, Verb
from backend_architect.errors import Unanswered
from backend_architect.faces.cli import screen
from backend_architect.faces.cli.asking import Asker, leave_open
from backend_architect.faces.cli.progress import Ticker
from backend_architect.model.element import Noun


class Given(Noun, frozen=True, kw_only=True):
    """The options that every verb has."""

    root: Path
    repositories: tuple[Path, ...]
    below: str
    profile: str
    out: Path | None
    jobs: int
    as_json: bool
    quiet: bool
    debug: bool


def _shared() -> list[click.Parameter]:
    return [
        click.Option(["--root"], type=click.Path(path_type=Path), default=".", show_default=True,
                     metavar="DIR", help="The repository."),
        click.Option(["--path", "below"], default="", metavar="SUB",
                     help="Survey only this folder of it."),
        click.Option(["--profile"], default="", metavar="P",
                     help="Who speaks, and with which rights; `profiles` lists them."),
        click.Option(["--out"], type=click.Path(path_type=Path), metavar="DIR",
                     help="Put documents below this folder instead of the repository."),
        click.Option(["--jobs"], type=click.IntRange(0), default=0, metavar="N",
                     help="Processes that parse; one per core if left out."),
        click.Option(["--json", "as_json"], is_flag=True,
                     help="The noun as JSON on standard output, and nothing else."),
        click.Option(["--quiet"], is_flag=True, help="No progress; of the summary the last line."),
        click.Option(["--debug"], is_flag=True, help="Show the stack trace of an error."),
    ]  # fmt: skip


def command_of(verb: Verb) -> click.Command:
    """The command of a verb."""
    own = [_parameter(field) for field in msgspec.structs.fields(verb.request)]
    if verb.gathers:
        own.insert(0, _repositories())

    def run(**given: Any) -> None:
        given.setdefault("repositories", ())
        shared = Given(**{name: given.pop(name) for name in Given.__struct_fields__})
        _run(verb, given, shared)

    return click.Command(
        verb.name, params=[*own, *_shared()], callback=run,
        help=f"{verb.summary}\n\n{verb.when}", short_help=verb.summary,
    )  # fmt: skip


def _repositories() -> click.Parameter:
    """The repositories of one system, as arguments: instead of --root."""
    return click.Argument(
        ["repositories"], nargs=-1, metavar="[DIR]...", type=click.Path(path_type=Path)
    )


def _parameter(field: msgspec.structs.FieldInfo) -> click.Parameter:
    """An argument for words, an option for everything else, typed as the field is."""
    kind, description = _described(field)
    if field.name == "words":
        return click.Argument(["words"], nargs=-1, required=field.required)
    option = f"--{field.name.replace('_', '-')}"
    if kind is bool:
        return click.Option([option], is_flag=True, help=description)
    if getattr(kind, "__origin__", None) is dict:
        return click.Option([option], multiple=True, metavar="ID=VALUE", help=description)
    choices = getattr(kind, "__args__", ())
    return click.Option(
        [option],
        default=field.default or None,
        show_default=bool(field.default),
        type=click.Choice([each for each in choices if each]) if choices else str,
        metavar=None if choices else _metavar(field),
        help=description,
    )


def _metavar(field: msgspec.structs.FieldInfo) -> str:
    """What stands for the value in the help: a file, unless the field says otherwise."""
    metadata = getattr(field.type, "__metadata__", ())
    extras = [each.extra for each in metadata if isinstance(each, msgspec.Meta) and each.extra]
    return next((str(extra["metavar"]) for extra in extras), "FILE")


def _described(field: msgspec.structs.FieldInfo) -> tuple[Any, str]:
    """The plain type of a field, and what its annotation says about it."""
    metadata = getattr(field.type, "__metadata__", ())
    said = next((each.description for each in metadata if isinstance(each, msgspec.Meta)), "")
    return (field.type.__origin__ if metadata else field.type), said or ""


def _run(verb: Verb, words: dict[str, Any], given: Given) -> None:
    request = msgspec.convert(_plain(words), verb.request)
    outcome = _acted(verb, request, given)
    screen.show(outcome, as_json=given.as_json, quiet=given.quiet)
    sys.exit(outcome.status)


def _plain(words: dict[str, Any]) -> dict[str, Any]:
    """What click read, as the request's fields; what was not given is left to them."""
    words = {name: value for name, value in words.items() if value is not None}
    if "words" in words:
        words["words"] = " ".join(words["words"])
    if "answer" in words:
        pairs = [each.partition("=") for each in words["answer"]]
        faulty = [pair[0] for pair in pairs if not pair[1]]
        if faulty:
            raise click.UsageError(f"--answer {faulty[0]}: an answer reads ID=VALUE.")
        words["answer"] = {question.strip(): value for question, _, value in pairs}
    return words


def _acted(verb: Verb, request: Noun, given: Given) -> Outcome:
    """The verb's outcome. Questions are asked at a terminal; what stays open is left as a file."""
    from backend_architect.app.wiring import opened

    root, *beside = given.repositories or (given.root,)
    asker = Asker.at_terminal(quiet=given.quiet)
    with Ticker(listening=not given.quiet) as ticker, opened(
        root,
        os.environ,
        profile_name=given.profile,
        below=given.below,
        out=given.out,
        jobs=given.jobs,
        beside=beside,
        progress=ticker.hear,
    ) as house:  # fmt: skip
        return _answered(house, verb, request, given, asker, ticker)


def _answered(
    house: House, verb: Verb, request: Noun, given: Given, asker: Asker, ticker: Ticker
) -> Outcome:
    while True:
        try:
            return verb.act(house, request)
        except Unanswered as unanswered:
            ticker.pause()
            replies = asker.ask(unanswered.questions)
            if not replies:
                leave_open(house, unanswered, as_json=given.as_json)
                raise
            told = {**getattr(request, "answer", {}), **replies}
            request = msgspec.structs.replace(request, answer=told)
