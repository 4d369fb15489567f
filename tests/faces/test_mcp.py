"""The MCP server as agents of both protocol eras meet it, in memory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, MCPError
from mcp_types import ElicitResult

from backend_architect.app.verbs import VERBS
from backend_architect.errors import Misused
from backend_architect.faces.mcp.server import LONGEST_INSTRUCTIONS, build
from backend_architect.profiles import profile, profile_names
from tests.faces.shops import CART, environment, files_below, shop_in

#: Both eras: the handshake of 2025-11-25, and the stateless revision.
ERAS = {"legacy": "2025-11-25", "2026-07-28": "2026-07-28"}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return shop_in(tmp_path)


@pytest.fixture(params=sorted(ERAS))
def era(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def server(home: Path, *roots: Path, who: str = "enterprise-planner") -> Any:
    return build(who, roots, environment(home))


def called(server: Any, era: str, tool: str, inputs: dict[str, Any], **client: Any) -> Any:
    """The result of one call."""

    async def call() -> Any:
        async with Client(server, mode=era, **client) as peer:
            return await peer.call_tool(tool, inputs)

    return anyio.run(call)


def listed(server: Any, era: str = "legacy") -> dict[str, Any]:
    async def ask() -> Any:
        async with Client(server, mode=era) as peer:
            assert peer.protocol_version == ERAS[era]
            return await peer.list_tools()

    return {tool.name: tool for tool in anyio.run(ask).tools}


# ---------------------------------------------------------------- rights


@pytest.mark.parametrize("who", profile_names())
def test_a_profile_is_offered_its_verbs_and_no_others(who, shop, tmp_path, era):
    assert sorted(listed(server(tmp_path, shop, who=who), era)) == sorted(profile(who).verbs)


def test_no_tool_lets_an_agent_choose_its_rights(shop, tmp_path):
    for tool in listed(server(tmp_path, shop)).values():
        inputs = set(tool.input_schema["properties"])
        assert inputs.isdisjoint({"profile", "root", "out", "database", "url", "dsn", "jobs"})


def test_a_verb_that_was_not_offered_is_refused(shop, tmp_path, era):
    result = called(server(tmp_path, shop, who="blueprint-analyst"), era, "render", {})
    assert result.is_error


def test_a_reading_profile_is_told_to_write_nothing_and_reports(shop, tmp_path, era):
    before = files_below(shop)
    result = called(server(tmp_path, shop, who="blueprint-analyst"), era, "review", {})
    assert result.structured_content["report"].startswith("# Review of shop\n")
    assert result.structured_content["files"] == []
    assert files_below(shop) == before


def test_files_outside_the_root_are_not_read(shop, tmp_path, era):
    secret = tmp_path / "as-is.json"
    secret.write_text("{}")
    for path in ("../as-is.json", str(secret)):
        result = called(server(tmp_path, shop), era, "review", {"as_is": path})
        assert result.is_error
        assert "outside the root" in result.content[0].text


def test_a_document_folder_that_is_a_link_is_refused(shop, tmp_path, era):
    (tmp_path / "elsewhere").mkdir()
    (shop / ".claude").symlink_to(tmp_path / "elsewhere")
    result = called(server(tmp_path, shop), era, "review", {})
    assert result.is_error
    assert "is a link" in result.content[0].text
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_repository_has_no_say_in_the_rights_of_a_server(shop, tmp_path, era):
    (shop / "backend-architect.toml").write_text('profile = "api-designer"\n')
    before = files_below(shop)
    result = called(server(tmp_path, shop, who="blueprint-analyst"), era, "review", {})
    assert not result.is_error
    assert files_below(shop) == before


# ---------------------------------------------------------------- what clients limit


def test_descriptions_and_instructions_are_short_enough_for_clients(shop, tmp_path):
    for who in profile_names():
        built = server(tmp_path, shop, who=who)
        assert len(built.instructions.encode()) <= LONGEST_INSTRUCTIONS
        assert all(len(tool.description.encode()) < 2048 for tool in listed(built).values())


def test_inputs_are_plain_flat_objects_with_a_word_on_each(shop, tmp_path):
    for tool in listed(server(tmp_path, shop)).values():
        schema = tool.input_schema
        assert schema["type"] == "object"
        assert schema.keys().isdisjoint({"anyOf", "oneOf", "allOf", "$ref", "$defs"})
        for each in schema["properties"].values():
            assert each["type"] in ("string", "boolean", "object")
            assert each["description"]


def test_results_are_typed_and_the_summary_comes_first(shop, tmp_path):
    for tool in listed(server(tmp_path, shop)).values():
        assert list(tool.output_schema["properties"])[:2] == ["status", "summary"]


def test_a_large_noun_is_behind_its_handle(shop, tmp_path, era):
    built = server(tmp_path, shop)
    result = called(built, era, "survey", {}).structured_content
    assert result["noun"] is None
    assert result["counts"]["tables"] > 3
    assert len(json.dumps(result)) < 40_000

    async def read() -> Any:
        async with Client(built, mode=era) as peer:
            return await peer.read_resource(result["handle"])

    assert json.loads(anyio.run(read).contents[0].text)["head"]["system"] == "shop"


def test_only_tools_that_report_ask_for_large_results(shop, tmp_path):
    quiet = listed(server(tmp_path, shop))
    assert [name for name, tool in quiet.items() if tool.meta] == []
    loud = listed(server(tmp_path, shop, who="systems-evaluator"))
    assert [name for name, tool in loud.items() if tool.meta] == ["review", "render", "plan"]


# ---------------------------------------------------------------- work


def test_a_handle_is_the_input_of_the_next_verb(shop, tmp_path, era):
    built = server(tmp_path, shop)
    as_is = called(built, era, "survey", {}).structured_content["handle"]
    (shop / "app/models/order.py").unlink()
    inputs = {"words": CART, "assume": True, "as_is": as_is}
    brief = called(built, era, "elicit", inputs).structured_content
    assert brief["status"] == "done"
    assert brief["noun"]["title"] == CART


def test_progress_is_told_in_both_eras(shop, tmp_path, era):
    heard: list[tuple[float, str | None]] = []

    async def hear(progress: float, _total: float | None, message: str | None) -> None:
        heard.append((progress, message))

    async def call() -> None:
        async with Client(server(tmp_path, shop), mode=era) as peer:
            await peer.call_tool("survey", {}, progress_callback=hear)

    anyio.run(call)
    assert [count for count, _ in heard] == sorted({count for count, _ in heard})
    assert any((message or "").startswith("survey") for _, message in heard)


def test_the_server_answers_others_while_a_verb_works(shop, tmp_path):
    order: list[str] = []

    async def call() -> None:
        async with (
            Client(server(tmp_path, shop), mode="legacy") as peer,
            anyio.create_task_group() as group,
        ):
            started = anyio.Event()

            async def hear(*_: Any) -> None:
                started.set()

            async def work() -> None:
                await peer.call_tool("survey", {}, progress_callback=hear)
                order.append("survey")

            group.start_soon(work)
            await started.wait()
            await peer.list_tools()
            order.append("list")

    anyio.run(call)
    assert order == ["list", "survey"]


def test_an_error_is_a_tool_error_in_the_words_of_the_command_line(shop, tmp_path, era):
    inputs = {"words": CART, "answers": {"guest-carts": "perhaps", "nonsense": "1"}}
    result = called(server(tmp_path, shop), era, "elicit", inputs)
    sentence, *faults, hint = result.content[0].text.splitlines()
    assert result.is_error
    assert sentence == "Misused: The answers do not fit the questions."
    assert len(faults) == 2
    assert hint.startswith("hint: ")


def test_two_roots_make_a_parameter_that_names_one_of_them(tmp_path, era):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    roots = [shop_in(tmp_path / name) for name in ("one", "two")]
    built = server(tmp_path, *roots)
    schema = listed(built, era)["survey"].input_schema
    assert schema["properties"]["root"]["enum"] == ["shop", "shop-2"]
    assert not called(built, era, "survey", {"root": "shop-2"}).is_error
    assert called(built, era, "survey", {"root": str(tmp_path)}).is_error
    assert called(built, era, "survey", {}).is_error


def test_a_root_that_is_no_folder_stops_the_server_before_it_starts(tmp_path):
    with pytest.raises(Misused, match="no such folder"):
        server(tmp_path, tmp_path / "gone")


# ---------------------------------------------------------------- questions


def test_questions_come_as_data_where_the_client_cannot_ask(shop, tmp_path, era):
    built = server(tmp_path, shop)
    before = files_below(shop)
    result = called(built, era, "elicit", {"words": CART}).structured_content
    assert result["status"] == "unanswered"
    answers = {each["id"]: each["default"] for each in result["questions"]}
    assert "answers=" in result["next_call"]
    assert files_below(shop) == before
    again = called(built, era, "elicit", {"words": CART, "answers": answers}).structured_content
    assert again["status"] == "done"
    assert not any(each.get("assumed") for each in again["noun"]["answers"])


def test_questions_are_a_flat_form_where_the_client_can_ask(shop, tmp_path, era):
    forms: list[dict[str, Any]] = []

    async def fill_in(_: Any, params: Any) -> ElicitResult:
        forms.append(params.requested_schema["properties"])
        content = {name: each["default"] for name, each in forms[-1].items()}
        return ElicitResult(action="accept", content={**content, "guest-carts": "no"})

    result = called(
        server(tmp_path, shop), era, "elicit", {"words": CART}, elicitation_callback=fill_in
    ).structured_content
    assert result["status"] == "done"
    assert len(forms) == 1
    assert all(each["type"] == "string" for each in forms[0].values())
    assert forms[0]["guest-carts"]["enum"] == ["yes", "no"]
    answers = {each["question"]: each["value"] for each in result["noun"]["answers"]}
    assert answers["guest-carts"] == "no"


def test_a_user_who_declines_to_answer_leaves_the_questions_open(shop, tmp_path, era):
    async def decline(_: Any, __: Any) -> ElicitResult:
        return ElicitResult(action="decline")

    result = called(
        server(tmp_path, shop), era, "elicit", {"words": CART}, elicitation_callback=decline
    ).structured_content
    assert result["status"] == "unanswered"
    assert result["questions"]


# ---------------------------------------------------------------- documents


def test_a_document_is_read_by_its_uri_and_nothing_else_is(shop, tmp_path, era):
    built = server(tmp_path, shop)
    uri = called(built, era, "review", {}).structured_content["resources"][0]
    assert uri == "backend-architect://document/shop/review.md"

    async def read(address: str) -> str:
        async with Client(built, mode=era) as peer:
            try:
                return (await peer.read_resource(address)).contents[0].text
            except MCPError as refused:
                return f"refused: {refused}"

    assert anyio.run(read, uri).encode() == (shop / ".claude/doc/review.md").read_bytes()
    for path in ("../../pyproject.toml", "..%2F..%2Fpyproject.toml", "gone.md", "%2Fetc%2Fpasswd"):
        assert anyio.run(read, f"backend-architect://document/shop/{path}").startswith("refused: ")


def test_every_verb_says_when_to_use_it():
    assert all(verb.when.endswith(".") for verb in VERBS.values())
