"""What the five source documents promise, and which tests prove that it is kept.

`promises.toml` has every promise by its id with a sentence, and either `kept` (how) or `deferred`
(why not yet). A test says what it proves by `@proves("S0-41")`; `test_manifest.py` holds both
directions.
"""

import pytest


def proves(*ids: str) -> pytest.MarkDecorator:
    """Say that a test proves the promises of these ids."""
    return pytest.mark.proves(*ids)
