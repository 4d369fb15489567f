"""What the five voices may do, where the source documents say it to the letter."""

from backend_architect.profiles import profile
from tests.promises import proves


@proves("S2-06")
def test_the_builder_may_write_and_run() -> None:
    """`Edit` stands for `MultiEdit`, which no longer exists."""
    assert set(profile("platform-builder").tools) == {"Write", "Read", "Edit", "Bash", "Grep"}
