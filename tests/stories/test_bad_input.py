"""Bad input: each gives one clear sentence or a gap, and nothing is lost, followed or executed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from backend_architect.app.verbs import VERBS, PlanRequest
from backend_architect.model.gap import Gap
from backend_architect.model.proposal import Dossier
from tests.adapters.conftest import run_git
from tests.faces.shops import environment, files_below, run, shop_in
from tests.house.line import house_on

CART = "Add a shopping cart to our e-commerce platform"


def planned(root: Path, out: Path | None = None, words: str = CART) -> Dossier:
    """The Dossier of a plan without a lab, kept below the root or `out`."""
    request = PlanRequest(words=words, assume=True)
    outcome = VERBS["plan"].act(house_on(root, out or root), request)
    assert isinstance(outcome.noun, Dossier)
    return outcome.noun


def plan_of(root: Path) -> str:
    (path,) = (root / ".claude" / "doc").glob("*.md")
    return path.read_text("utf-8")


def gap_at(dossier: Dossier, path: str) -> Gap:
    (found,) = [gap for gap in dossier.as_is.head.gaps if gap.path == path]
    return found


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return shop_in(tmp_path)


# ---------------------------------------------------------------- no folder, an empty folder


@pytest.mark.parametrize("name", ["file.txt", "missing"])
def test_what_is_no_folder_is_refused_in_one_sentence_with_a_hint(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "file.txt").write_text("hello")
    result = run(tmp_path, "plan", CART, "--root", str(tmp_path / name), "--assume")
    assert (result.returncode, result.stdout) == (2, "")
    error, hint = result.stderr.splitlines()
    assert name in error
    assert hint.startswith("hint: ")


def test_an_empty_folder_is_enough_for_a_service_that_stands_alone(tmp_path: Path) -> None:
    dossier = planned(tmp_path, words="Build an authentication service")
    assert dossier.proposal.decisions
    assert [table for table in dossier.proposal.to_be.tables if table.is_new]
    assert "CREATE TABLE" in "".join(
        data.decode() for path, data in files_below(tmp_path).items() if path.endswith(".sql")
    )


def test_a_cart_in_an_empty_folder_says_what_it_lacks(tmp_path: Path) -> None:
    dossier = planned(tmp_path)
    (missing,) = dossier.proposal.unanswered
    assert "customers" in missing
    assert "products" in missing
    assert dossier.proposal.to_be.tables == ()
    assert missing in plan_of(tmp_path)


# ---------------------------------------------------------------- files that are not what they say


def test_a_binary_file_named_like_a_program_is_a_gap(shop: Path) -> None:
    (shop / "app" / "picture.py").write_bytes(b"\x7fELF\0\0\1" * 40)
    dossier = planned(shop)
    assert gap_at(dossier, "app/picture.py").what == "a binary file"
    assert "app/picture.py" in plan_of(shop)


def test_a_syntax_error_is_a_gap_with_its_line_and_the_rest_is_read(shop: Path) -> None:
    path = shop / "app" / "routes" / "orders.py"
    path.write_text(path.read_text() + "\n\ndef broken(:\n    return (\n")
    lines = path.read_text().count("\n")
    dossier = planned(shop)
    (gap,) = [gap for gap in dossier.as_is.head.gaps if gap.what == "a syntax error"]
    assert gap.path == "app/routes/orders.py"
    assert lines - 4 < gap.line <= lines
    assert "/orders" in "".join(operation.path for operation in dossier.as_is.operations)


def test_bytes_that_are_no_utf8_do_not_stop_the_reading(shop: Path) -> None:
    path = shop / "app" / "routes" / "orders.py"
    path.write_bytes(path.read_bytes() + b'\n# caf\xe9 \xff\nNAME = "\xfe"\n')
    expected = {operation.path for operation in planned(shop_in(shop / "x")).as_is.operations}
    found = {operation.path for operation in planned(shop).as_is.operations}
    assert expected <= found


# ---------------------------------------------------------------- links


def test_links_that_lead_out_are_told_and_not_followed(shop: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "routes.py").write_text(
        'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/leaked")\ndef leaked(): ...\n'
    )
    (shop / "app" / "linked.py").symlink_to(outside / "routes.py")
    (shop / "app" / "folder").symlink_to(outside)
    dossier = planned(shop)
    assert gap_at(dossier, "app/linked.py").kind == "skipped"
    assert gap_at(dossier, "app/folder").kind == "skipped"
    assert "leaked" not in plan_of(shop)


@pytest.mark.parametrize("link", [".claude", ".claude/doc"])
def test_documents_are_not_written_through_a_link(shop: Path, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (shop / link).parent.mkdir(exist_ok=True)
    (shop / link).symlink_to(outside)
    result = run(tmp_path, "plan", CART, "--root", str(shop), "--assume")
    assert result.returncode == 2
    assert "link" in result.stderr
    assert list(outside.iterdir()) == []


# ---------------------------------------------------------------- git as an attack


def test_a_hostile_git_configuration_runs_nothing(shop: Path, tmp_path: Path) -> None:
    canary = tmp_path / "executed"
    script = tmp_path / "evil.sh"
    script.write_text(f"#!/bin/sh\ntouch {canary}\ncat\n")
    script.chmod(0o755)
    run_git(shop, "init", "-q", "-b", "main")
    run_git(shop, "add", ".")
    run_git(shop, "commit", "-q", "-m", "start")
    (shop / ".git" / "config").write_text(
        f"[core]\n\tfsmonitor = {script}\n\tpager = {script}\n\teditor = {script}\n"
        f"\tsshCommand = {script}\n\thooksPath = {tmp_path}\n\tgitProxy = {script}\n"
        f'[filter "x"]\n\tclean = {script}\n\tsmudge = {script}\n\tprocess = {script}\n'
        f'[diff]\n\texternal = {script}\n[diff "x"]\n\ttextconv = {script}\n'
        f"[alias]\n\tls-files = !{script}\n\tstatus = !{script}\n[include]\n\tpath = {script}\n"
        f"[credential]\n\thelper = {script}\n[uploadpack]\n\tpackObjectsHook = {script}\n"
    )
    (shop / ".gitattributes").write_text("* filter=x diff=x\n")
    (shop / "app" / "main.py").write_text((shop / "app" / "main.py").read_text() + "\n")
    for hook in ("post-index-change", "fsmonitor-watchman", "pre-commit"):
        path = shop / ".git" / "hooks" / hook
        path.parent.mkdir(exist_ok=True)
        path.write_text(script.read_text())
        path.chmod(0o755)
    assert planned(shop).as_is.operations
    assert not canary.exists()


def test_modules_of_the_repository_are_never_imported(shop: Path, tmp_path: Path) -> None:
    canary = tmp_path / "executed"
    evil = f"open({str(canary)!r}, 'w').close()\n"
    for name in ("yaml", "msgspec", "multiprocessing", "sitecustomize", "conftest", "click"):
        (shop / f"{name}.py").write_text(evil)
    for number in range(80):  # enough for several processes
        (shop / "app" / f"more_{number}.py").write_text("from fastapi import APIRouter\n")
    program = Path(sys.executable).parent / "backend-architect"
    words = [str(program), "plan", CART, "--root", ".", "--assume"]
    result = subprocess.run(
        words, cwd=shop, env=environment(tmp_path), capture_output=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert not canary.exists()


# ---------------------------------------------------------------- words, and no database


def test_a_request_that_contradicts_itself_is_answered_with_both_places(tmp_path: Path) -> None:
    shop = shop_in(tmp_path)
    words = "Add a shopping cart.\nWe want no shopping cart."
    result = run(tmp_path, "plan", words, "--root", str(shop), "--assume")
    assert result.returncode == 2
    assert "contradicts itself" in result.stderr
    assert "line 1" in result.stderr
    assert "line 2" in result.stderr
    assert not (shop / ".claude").exists()


def test_without_any_postgresql_the_plan_is_written_and_nothing_is_called_proven(
    shop: Path,
) -> None:
    request = PlanRequest(words=CART, assume=True)
    outcome = VERBS["plan"].act(house_on(shop, shop), request)
    assert outcome.status == 0
    proofs = outcome.noun.verdict.proofs
    unproven = [proof for proof in proofs if proof.outcome == "not proven"]
    assert unproven
    assert all("No PostgreSQL" in proof.reason for proof in unproven)
    assert not [proof for proof in proofs if proof.outcome == "refuted"]
    text = plan_of(shop)
    assert "not proven" in text
    assert "No PostgreSQL that can be started privately is installed." in text
    assert any("not proven" in line for line in outcome.lines)


# ---------------------------------------------------------------- very many files


def test_a_hundred_thousand_files_have_an_end(tmp_path: Path) -> None:
    """Made as links to few files, so that the test itself is quick."""
    root = tmp_path / "many"
    root.mkdir()
    for folder in range(101):
        place = root / f"package_{folder:03d}"
        place.mkdir()
        seed = place / "seed.py"
        seed.write_text("x = 1\n")
        for number in range(1_000):
            os.link(seed, place / f"m{number:03d}.py")
    (root / "app.py").write_text(
        'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/here")\ndef here(): ...\n'
    )
    dossier = planned(root, tmp_path)
    assert [operation.path for operation in dossier.as_is.operations] == ["/here"]
    assert "beyond the first 100000" in gap_at(dossier, ".").reason
