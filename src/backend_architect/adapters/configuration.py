"""The configuration that lies at the root of a repository."""

from __future__ import annotations

import errno
from collections.abc import Collection
from datetime import date
from pathlib import Path

from backend_architect.adapters.inside import read_inside
from backend_architect.errors import Misused
from backend_architect.languages.configuration.read import read_configuration
from backend_architect.model.configuration import FILE_NAME, Configuration

#: Bytes. A thousand waivers need a tenth of it.
_LARGEST = 1024 * 1024


def configuration_of(
    root: Path, *, profiles: Collection[str], today: date | None = None
) -> Configuration:
    """What the folder's `backend-architect.toml` says; all defaults if there is none.

    Raises `Misused` with all faults at once, each with its line.
    """
    try:
        data = read_inside(root, FILE_NAME, largest=_LARGEST)
    except FileNotFoundError:
        return Configuration()
    except OSError as error:
        reason = "it is a link" if error.errno == errno.ELOOP else error.strerror
        raise Misused(f"{FILE_NAME}: cannot be read: {reason}.") from error
    day = today or date.today()  # noqa: DTZ011  # the user's own day is meant
    return read_configuration(data, place=FILE_NAME, profiles=profiles, today=day)
