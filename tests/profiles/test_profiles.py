import pytest

from backend_architect.errors import Defect, Misused
from backend_architect.profiles import profile, profile_names
from backend_architect.profiles.read import parse_profile
from tests.promises import proves

GOOD = """\
---
name: speaker
description: "Speaks."
verbs: [survey]
final-message: path
---
A voice.
"""


def test_the_five_profiles_are_there():
    assert profile_names() == (
        "api-designer", "blueprint-analyst", "enterprise-planner", "platform-builder",
        "systems-evaluator",
    )  # fmt: skip


@proves("S0-01")
@pytest.mark.parametrize("name", profile_names())
def test_every_profile_says_that_it_is_the_backend_architect_and_how_it_speaks(name):
    found = profile(name)
    assert found.slug == name
    assert "The backend architect" in found.description
    assert found.voice
    assert found.documents


@proves("S0-11", "S1-10", "S2-05", "S3-06", "S4-03")
@pytest.mark.parametrize(
    ("name", "model", "color"),
    [
        ("enterprise-planner", "opus", "blue"),
        ("systems-evaluator", "sonnet", ""),
        ("platform-builder", "", "purple"),
        ("api-designer", "sonnet", "blue"),
        ("blueprint-analyst", "sonnet", "blue"),
    ],
)
def test_models_and_colours_are_those_of_the_sources(name, model, color):
    assert (profile(name).model, profile(name).color) == (model, color)


@proves("S4-02")
def test_the_analyst_writes_nothing_and_has_the_tools_of_its_source():
    found = profile("blueprint-analyst")
    assert found.write == ()
    assert found.tools == (
        "Read", "Grep", "Glob", "mcp__context7__get-library-docs",
        "mcp__sequentialthinking__sequentialthinking",
    )  # fmt: skip
    assert "migrate" not in found.verbs
    assert found.final_message == "report"


def test_the_planner_has_no_tool_that_writes_or_runs_and_prefers_go():
    found = profile("enterprise-planner")
    assert not {"Write", "Edit", "Bash", "NotebookEdit", "Task"} & set(found.tools)
    assert found.write == (".claude/doc/*.md", ".claude/doc/*/**")
    assert found.preferences["language"] == "go"
    assert found.final_message == "path"


@proves("S3-51", "S3-58")
def test_the_api_designer_neither_runs_commands_nor_delegates():
    assert not {"Bash", "Task", "Agent"} & set(profile("api-designer").tools)


def test_an_unknown_profile_is_answered_with_the_known_ones():
    with pytest.raises(Misused) as caught:
        profile("../read")
    assert "enterprise-planner" in caught.value.hint


def test_a_well_formed_file_is_a_profile():
    found = parse_profile(GOOD, place="p.md")
    assert (found.name, found.verbs, found.voice) == ("speaker", ("survey",), "A voice.")
    assert (found.write, found.tools, found.documents) == ((), (), ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: speaker\n", ""),
        ("[survey]", "[survey, fly]"),
        ("[survey]", "survey"),
        ("final-message: path", "final-message: song"),
        ("name:", "colour: blue\nname:"),
        ("name:", "voice: mine\nname:"),
        ('"Speaks."', "[1]"),
        ('"Speaks."', "a: b"),
        ("---\nA voice.", "A voice."),
        ("A voice.\n", ""),
        ("---\nname", "name"),
    ],
)
def test_a_malformed_file_is_a_defect_that_names_it(before, after):
    assert before in GOOD
    with pytest.raises(Defect, match=r"^p\.md: "):
        parse_profile(GOOD.replace(before, after, 1), place="p.md")
