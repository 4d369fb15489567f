"""Commands that are no verbs: about this program, this machine, and the server."""

from __future__ import annotations

import os
from pathlib import Path

import click

from backend_architect.faces.cli import screen

#: Where each shell looks for completions, as the last words of `completion`.
_PLACES = {
    "bash": "~/.local/share/bash-completion/completions/backend-architect",
    "zsh": "a file named _backend-architect in a folder of $fpath",
    "fish": "~/.config/fish/completions/backend-architect.fish",
}

_json = click.option("--json", "as_json", is_flag=True, help="As JSON.")
_root = click.option("--root", type=click.Path(path_type=Path), default=".", show_default=True)


@click.command()
@_json
def doctor(*, as_json: bool) -> None:
    """Show what is available here, and what works without the rest."""
    from backend_architect.app.doctor import examined
    from backend_architect.model.codec import to_json

    checks = examined(os.environ)
    if as_json:
        screen.write(to_json(checks))
        return
    rows = [(c.name, c.found or "absent", c.needed_for) for c in checks]
    screen.show_table(("What", "Found", "Needed for"), rows)
    for check in checks:
        if not check.found:
            click.echo(f"Without {check.name}: {check.without}")


@click.command()
@_root
@click.option("--example", is_flag=True, help="Print a file to start from.")
@_json
def config(*, root: Path, example: bool, as_json: bool) -> None:
    """Explain each key of backend-architect.toml."""
    from backend_architect.model.configuration import EXAMPLE, explain

    if example:
        screen.write(EXAMPLE.encode())
        return
    from backend_architect.app.wiring import configured
    from backend_architect.model.codec import to_json

    rows = explain(configured(root))
    if as_json:
        screen.write(to_json([row._asdict() for row in rows]))
    else:
        table = [(row.key, row.value or "-", row.source, row.meaning) for row in rows]
        screen.show_table(("Key", "Value", "From", "Meaning"), table)


@click.command()
@_json
def profiles(*, as_json: bool) -> None:
    """List who can speak, with their rights."""
    from backend_architect.model.codec import to_json
    from backend_architect.profiles import profile, profile_names

    known = [profile(name) for name in profile_names()]
    if as_json:
        screen.write(to_json(known))
        return
    rows = [
        (each.slug, " ".join(each.write) or "nothing", each.final_message, " ".join(each.verbs))
        for each in known
    ]
    screen.show_table(("Profile", "May write", "Answers with", "Verbs"), rows)


@click.command()
@click.argument("shell", type=click.Choice(sorted(_PLACES)))
def completion(shell: str) -> None:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    group = click.get_current_context().find_root().command
    if kind is None:
        raise click.UsageError(f"{shell}: no completion for this shell.")
    script = kind(group, {}, "backend-architect", "_BACKEND_ARCHITECT_COMPLETE").source()
    screen.write(f"{script}\n".encode())
    screen.say(f"Save this as {_PLACES[shell]}, then start a new shell.")


@click.command()
@click.argument("noun")
def schema(noun: str) -> None:
    """Print the JSON Schema of a noun: model, brief, proposal ..."""
    from backend_architect.errors import Misused
    from backend_architect.model.codec import json_schema, to_json
    from backend_architect.model.published import PUBLISHED

    kind = PUBLISHED.get(noun.lower())
    if kind is None:
        raise Misused(f"{noun}: no noun of this name.", hint=f"Known are {', '.join(PUBLISHED)}.")
    screen.write(to_json(json_schema(kind)))


@click.command()
@click.option("--profile", required=True, help="Who speaks; fixed until the server ends.")
@click.option(
    "--root",
    "roots",
    type=click.Path(path_type=Path),
    multiple=True,
    default=(".",),
    show_default=True,
    help="A repository that may be asked about; give several if you like.",
)
@click.option("--debug", is_flag=True, help="Show the stack trace of an error.")
def mcp(*, profile: str, roots: tuple[Path, ...], debug: bool) -> None:  # noqa: ARG001  # main reads it
    """Serve a profile to an agent, over stdio."""
    from backend_architect.faces.mcp.server import serve

    serve(profile, roots, os.environ)


COMMANDS = (doctor, config, profiles, completion, schema, mcp)
