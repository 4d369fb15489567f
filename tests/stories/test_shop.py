"""The main job on the bundled shop: words become documents, the same whoever asks and however."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client
from mcp_types import ElicitResult

from backend_architect.faces.mcp.server import build
from tests.faces.shops import environment, files_below, run, shop_in
from tests.promises import proves

ERAS = ("legacy", "2026-07-28")
CART = "Add a shopping cart to our e-commerce platform"
SLOW = "Our queries are getting slow as we scale"


def documents(shop: Path) -> dict[str, bytes]:
    return files_below(shop / ".claude")


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What `plan` writes for the cart at the command line."""
    home = tmp_path_factory.mktemp("planned")
    shop = shop_in(home)
    result = run(home, "plan", CART, "--root", str(shop), "--assume")
    assert result.returncode == 0, result.stderr
    *_, last = result.stdout.splitlines()
    (plan,) = [path for path in documents(shop) if path.endswith(".md")]
    assert f".claude/{plan}" in last
    assert "evidence references resolve." in result.stdout
    return documents(shop)


def test_the_plan_stands_on_the_tables_that_are_there(planned):
    (plan,) = [text.decode() for path, text in planned.items() if path.endswith(".md")]
    assert all(f"`{table}`" in plan for table in ("products", "customers", "carts"))
    assert any(path.endswith("/proofs.json") for path in planned)


def piped(home: Path, shop: Path, words: str) -> None:
    """The verbs one after the other, with files between them."""

    def noun(name: str, verb: str, *options: str) -> str:
        result = run(home, verb, *options, "--root", str(shop), "--json")
        assert result.returncode == 0, result.stderr
        (home / name).write_text(result.stdout)
        return str(home / name)

    as_is = ("--as-is", noun("as-is.json", "survey"))
    brief = ("--brief", noun("brief.json", "elicit", words, "--assume", *as_is))
    proposal = ("--proposal", noun("proposal.json", "design", *brief, *as_is))
    route = ("--route", noun("route.json", "migrate", *proposal, *as_is))
    verdict = ("--verdict", noun("verdict.json", "verify", *brief, *as_is, *proposal, *route))
    result = run(home, "render", *brief, *as_is, *proposal, *route, *verdict, "--root", str(shop))
    assert result.returncode == 0, result.stderr


@proves("S0-02", "S1-01")
@pytest.mark.parametrize("words", [CART, SLOW])
def test_a_pipe_of_verbs_writes_what_plan_writes_byte_for_byte(words, tmp_path):
    homes = [tmp_path / name for name in ("plan", "pipe")]
    for home in homes:
        home.mkdir()
    whole, parts = (shop_in(home) for home in homes)
    result = run(homes[0], "plan", words, "--root", str(whole), "--assume")
    assert result.returncode == 0, result.stderr
    piped(homes[1], parts, words)
    assert documents(parts) == documents(whole)


def called(shop: Path, home: Path, who: str, era: str, inputs: dict[str, Any], **more: Any) -> Any:
    async def call() -> Any:
        server = build(who, (shop,), environment(home))
        async with Client(server, mode=era, **more) as peer:
            return await peer.call_tool("plan", inputs)

    result = anyio.run(call)
    assert not result.is_error, result.content
    return result.structured_content


@pytest.mark.parametrize("era", ERAS)
def test_an_agent_gets_the_same_documents_in_both_eras(era, planned, tmp_path):
    shop = shop_in(tmp_path)
    result = called(shop, tmp_path, "enterprise-planner", era, {"words": CART, "assume": True})
    assert result["status"] == "done"
    assert documents(shop) == planned
    assert [f".claude/{path}" for path in sorted(planned) if not path.endswith("written.json")] == (
        sorted(result["files"])
    )
    assert len(json.dumps(result)) < 40_000


@proves("S4-39", "S4-41")
@pytest.mark.parametrize("era", ERAS)
def test_an_analyst_gets_the_plan_as_a_report_and_the_repository_stays(era, planned, tmp_path):
    shop = shop_in(tmp_path)
    before = files_below(shop)
    result = called(shop, tmp_path, "blueprint-analyst", era, {"words": CART, "assume": True})
    assert files_below(shop) == before
    (plan,) = [text.decode() for path, text in planned.items() if path.endswith(".md")]
    report = result["report"].replace("`blueprint-analyst`", "`enterprise-planner`")
    assert report.splitlines()[0] == plan.splitlines()[0]
    assert "## " in report


def test_questions_answered_in_a_form_give_the_plan_of_an_answers_file(tmp_path):
    """One person fills in the file, another the form; both took the defaults by hand."""
    homes = [tmp_path / name for name in ("file", "form")]
    for home in homes:
        home.mkdir()
    by_file, by_form = (shop_in(home) for home in homes)

    async def fill_in(_: Any, params: Any) -> ElicitResult:
        fields = params.requested_schema["properties"]
        return ElicitResult(action="accept", content={k: v["default"] for k, v in fields.items()})

    result = called(
        by_form, homes[1], "enterprise-planner", "2026-07-28", {"words": CART},
        elicitation_callback=fill_in,
    )  # fmt: skip
    assert result["status"] == "done"
    asked = run(homes[0], "plan", CART, "--root", str(by_file))
    assert asked.returncode == 5
    (answers,) = list(by_file.rglob("answers.toml"))
    text = answers.read_text()
    filled, default = [], ""
    for line in text.splitlines():
        default = line.removeprefix("#   Default: ") if "  Default: " in line else default
        filled.append(line.replace('""', f'"{default}"') if line.endswith(' = ""') else line)
    answers.write_text("\n".join(filled) + "\n")
    done = run(homes[0], "plan", CART, "--root", str(by_file), "--answers", str(answers))
    assert done.returncode == 0, done.stderr
    told = documents(by_file)
    mine = {
        path: data
        for path, data in told.items()
        if not path.endswith(("answers.toml", "written.json"))
    }
    theirs = {p: data for p, data in documents(by_form).items() if not p.endswith("written.json")}
    assert mine == theirs
