"""Identity providers, and what signing in with each of them needs."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple


class Provider(NamedTuple):
    """One provider. `kind` tells whether it gives an ID token ("oidc") or only an access token;
    `source` is the slug of its manual in the catalogue of sources, "" for an unknown provider."""

    name: str
    title: str
    kind: Literal["oidc", "oauth2"]
    issuer: str
    scopes: tuple[str, ...]
    facts: str
    source: str


def provider(name: str) -> Provider:
    """The provider of this name; for one we do not know, what OpenID Connect asks of any."""
    entry = _providers().get(name)
    if entry is None:
        facts = "Not in our catalogue: taken as an OpenID Connect provider with discovery."
        return Provider(name, name, "oidc", "", ("openid", "email", "profile"), facts, "")
    return entry


@cache
def sign_in_libraries() -> tuple[str, ...]:
    """Names of packages (globs) that sign people in with providers."""
    text = files(__package__).joinpath("sign_in_libraries.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["packages"])


@cache
def _providers() -> dict[str, Provider]:
    text = files(__package__).joinpath("providers.toml").read_text("utf-8")
    return {
        name: Provider(name=name, **{**entry, "scopes": tuple(entry["scopes"])})
        for name, entry in tomllib.loads(text).items()
    }
