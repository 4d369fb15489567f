"""The MCP server as a process, over its real standard streams."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters

from tests.faces.shops import environment, shop_in

ERAS = {"legacy": "2025-11-25", "2026-07-28": "2026-07-28", "auto": "2026-07-28"}


def started(home: Path, *roots: Path, who: str) -> StdioServerParameters:
    words = [word for root in roots for word in ("--root", str(root))]
    return StdioServerParameters(
        command=sys.executable,
        args=["-m", "backend_architect", "mcp", "--profile", who, *words],
        env=environment(home),
        cwd=str(home),
    )


@pytest.mark.parametrize("era", sorted(ERAS))
def test_a_process_reviews_a_repository_and_ends_with_its_client(era, tmp_path):
    shop = shop_in(tmp_path)

    async def talk() -> Any:
        async with Client(started(tmp_path, shop, who="enterprise-planner"), mode=era) as peer:
            assert peer.protocol_version == ERAS[era]
            tools = await peer.list_tools()
            assert "plan" in [tool.name for tool in tools.tools]
            return await peer.call_tool("review", {})

    result = anyio.run(talk)
    assert result.structured_content["files"] == [".claude/doc/review.md"]
    assert (shop / ".claude/doc/review.md").is_file()


def test_workers_of_a_large_survey_leave_the_protocol_alone(tmp_path):
    root = shop_in(tmp_path)
    for number in range(120):
        (root / "app" / f"extra_{number}.py").write_text("from fastapi import APIRouter\n")

    async def talk() -> Any:
        async with Client(started(tmp_path, root, who="blueprint-analyst")) as peer:
            return await peer.call_tool("survey", {})

    assert anyio.run(talk).structured_content["status"] == "done"
