import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend_architect.app.gate import Gate, Refusal
from backend_architect.errors import Forbidden
from backend_architect.profiles import profile, profile_names
from tests.promises import proves


class Drawer:
    """A shelter in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def write(self, path: str, data: bytes) -> None:
        self.files[path] = data


def gate(name: str = "enterprise-planner") -> tuple[Gate, Drawer]:
    drawer = Drawer()
    return Gate(profile(name), drawer), drawer


@pytest.mark.parametrize(
    "path",
    [
        ".claude/doc/cart.md", ".claude/doc/cart/model.json",
        ".claude/doc/cart/migrations/001_up.sql",
    ],
)  # fmt: skip
def test_a_planner_writes_its_documents(path):
    doors, drawer = gate()
    doors.write(path, b"x")
    assert drawer.files == {path: b"x"}
    assert doors.read(path) == b"x"
    assert doors.refusals == ()


@proves("S0-41")
@pytest.mark.parametrize(
    "path",
    [
        "src/app.py", ".claude/doc/cart.py", ".claude/doc.md", ".claude/settings.json",
        ".claude/doc/../settings.json", ".claude/doc/cart/../../settings.json",
        "../.claude/doc/cart.md", "/.claude/doc/cart.md", "./.claude/doc/cart.md",
        ".claude//doc/cart.md", ".claude/doc/cart/", ".claude/doc/", ".claude\\doc\\cart.md",
        ".claude/doc/cart/..\\..\\settings.json", ".Claude/doc/cart.md", ".CLAUDE/DOC/CART.MD",
        "C:/.claude/doc/cart.md", ".claude/doc/cart.md:stream", ".claude/doc/cart/.git/hooks/x",
        ".claude/doc/cart/.GIT/config", ".claude/doc/cart/git~1/config", ".claude/doc/cart.md ",
        ".claude/doc/cart/a./b", ".claude/doc/cart/ /b", ".claude/doc/cart/\u200b",
        ".claude/doc/\n.md",
        ".claude/doc/a\0.md", ".claude/doc/cart/*", "", ".", "..",
    ],
)  # fmt: skip
def test_a_planner_cannot_write_outside_its_documents(path):
    doors, drawer = gate()
    with pytest.raises(Forbidden) as caught:
        doors.write(path, b"x")
    assert caught.value.exit_code == 3
    assert str(caught.value).isprintable()
    assert drawer.files == {}
    assert [(each.profile, each.act) for each in doors.refusals] == [
        ("enterprise-planner", "write this path")
    ]


@proves("S4-41")
def test_an_analyst_writes_nothing():
    doors, drawer = gate("blueprint-analyst")
    with pytest.raises(Forbidden):
        doors.write(".claude/doc/cart.md", b"x")
    assert drawer.files == {}


def test_reading_above_the_root_is_refused_and_kept_as_a_value():
    doors, _ = gate()
    with pytest.raises(Forbidden):
        doors.read("../secret")
    assert doors.refusals == (
        Refusal(profile="enterprise-planner", act="read this path", target="../secret"),
    )


def test_a_verb_that_the_profile_lacks_is_refused():
    doors, _ = gate("blueprint-analyst")
    doors.require_verb("survey")
    assert not doors.allows_verb("migrate")
    with pytest.raises(Forbidden, match=r"migrate: the profile 'blueprint-analyst' may not"):
        doors.require_verb("migrate")


pieces = st.sampled_from(
    [".claude", "doc", "tasks", "a.md", "b", "..", ".", "", "...", ".git", "\\", "C:", "~",
     "%2e%2e", "\u2025", "\uff0e\uff0e", "\u2215", "A.MD", ".Claude", " ", "\0", "\n", "-", "src"]
)  # fmt: skip
attacks = st.one_of(st.lists(pieces, max_size=7).map("/".join), st.text(max_size=30))


@given(attacks, st.sampled_from(profile_names()))
@example(".claude/doc/a/../../x", "enterprise-planner")
def test_whatever_is_written_lies_in_a_folder_of_documents(path, name):
    doors, drawer = gate(name)
    try:
        doors.write(path, b"x")
    except Forbidden:
        assert drawer.files == {}
        return
    parts = path.split("/")
    assert parts[:2] in ([".claude", "doc"], [".claude", "tasks"])
    assert len(parts) > 2
    assert not {"..", ".", "", ".git"} & set(parts)
    assert "\\" not in path
    assert len(parts) > 3 or path.endswith(".md")


@given(attacks)
def test_every_refusal_is_kept_as_printable_text(path):
    doors, _ = gate("blueprint-analyst")
    with pytest.raises(Forbidden):
        doors.write(path, b"x")
    assert len(doors.refusals) == 1
    assert doors.refusals[0].target.isprintable()
