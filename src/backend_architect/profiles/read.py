"""A profile's file -> what it may do and how it speaks.

Front matter is strict YAML; its keys are the fields of `Profile`, with hyphens. The text below it
says in a few sentences how the profile speaks.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Literal, TypeAlias

import msgspec

from backend_architect.errors import Defect, Misused

VerbName: TypeAlias = Literal[
    "survey", "review", "elicit", "design", "migrate", "verify", "render", "plan"
]

#: What the last message holds: where the document lies, the whole report, or what was done.
FinalMessage: TypeAlias = Literal["path", "report", "summary"]


class Profile(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"
):
    """One voice of the backend architect, with its rights.

    `model`, `color` and `tools` are for the agent file of a plugin; no `tools` means no limit
    there. `verbs` are the verbs it may use and `write` the globs of paths it may write: empty means
    none. `documents` are slugs of the shelf of documents, `preferences` what design weighs first.
    """

    name: str
    description: str
    verbs: tuple[VerbName, ...]
    final_message: FinalMessage
    model: str = ""
    color: str = ""
    tools: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    preferences: dict[str, str] = {}
    voice: str = ""

    @property
    def slug(self) -> str:
        """The name, which is the file's name too."""
        return self.name


@cache
def profile_names() -> tuple[str, ...]:
    """The names of all profiles, sorted."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(file.name[:-3] for file in files if file.name.endswith(".md")))


@cache
def profile(name: str) -> Profile:
    """The profile of this name. Raises `Misused` with the known names if there is none."""
    if name not in profile_names():
        known = ", ".join(profile_names())
        raise Misused(f"{name!r}: no profile of this name.", hint=f"Known profiles: {known}.")
    text = resources.files(__package__).joinpath(f"{name}.md").read_text(encoding="utf-8")
    found = parse_profile(text, place=f"profiles/{name}.md")
    if found.name != name:
        raise Defect(f"profiles/{name}.md: calls itself '{found.name}'.")
    return found


def parse_profile(text: str, *, place: str) -> Profile:
    """The profile in the text of its file. Raises `Defect` with the place if it is malformed."""
    opening, front, voice = [*text.split("---\n", 2), "", ""][:3]
    if opening or not front or not voice.strip():
        raise Defect(f"{place}: no front matter between two lines of '---' and a text below.")
    try:
        fields = msgspec.yaml.decode(front.encode())
        if "voice" in fields:
            raise Defect(f"{place}: 'voice' is the text below the front matter.")
        return msgspec.convert({**fields, "voice": voice.strip()}, Profile)
    except (msgspec.DecodeError, TypeError) as error:
        raise Defect(f"{place}: {error}.") from error
