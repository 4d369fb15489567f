"""The command line as a person, a script and an editor meet it."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from backend_architect import __version__
from backend_architect.app.verbs import VERBS
from backend_architect.errors import Defect, Forbidden, Misused, Unavailable
from backend_architect.faces.cli import main as program
from backend_architect.model.published import PUBLISHED
from tests.faces.shops import CART, environment, files_below, run, shop_in
from tests.promises import proves

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return shop_in(tmp_path)


# ---------------------------------------------------------------- start


def test_help_names_every_verb(tmp_path):
    result = run(tmp_path, "--help")
    assert result.returncode == 0
    assert all(f"\n  {verb} " in result.stdout for verb in VERBS)


def test_help_imports_nothing_heavy(tmp_path):
    code = (
        "import sys; from backend_architect.faces.cli.main import commands\n"
        "try: commands.main(['--help'], standalone_mode=False)\n"
        "except SystemExit: pass\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment(tmp_path), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    loaded = result.stdout.splitlines()[-1]
    heavy = ("mcp", "pydantic", "rich", "tree_sitter", "sqlglot", "psycopg", "sqlite3", "yaml",
             "asyncio", "multiprocessing", "jsonschema", "importlib_metadata")  # fmt: skip
    assert [name for name in heavy if f"'{name}'" in loaded] == []


def test_the_version_is_that_of_the_package(tmp_path):
    assert f'\nversion = "{__version__}"\n' in PYPROJECT.read_text("utf-8")
    assert __version__ in run(tmp_path, "--version").stdout


def test_every_field_of_a_request_is_an_option(tmp_path):
    for name, verb in VERBS.items():
        said = run(tmp_path, name, "--help").stdout
        fields = [each for each in verb.request.__struct_fields__ if each != "words"]
        assert [each for each in fields if f"--{each.replace('_', '-')}" not in said] == []


# ---------------------------------------------------------------- nouns and summaries


def test_json_is_the_noun_and_nothing_else(shop, tmp_path):
    result = run(tmp_path, "survey", "--root", str(shop), "--json")
    assert result.returncode == 0
    assert result.stderr == ""
    assert json.loads(result.stdout)["head"]["system"] == "shop"


def test_a_summary_has_no_colour_and_no_progress_where_nobody_watches(shop, tmp_path):
    result = run(tmp_path, "survey", "--root", str(shop))
    assert "\x1b" not in result.stdout
    assert result.stderr == ""
    assert result.stdout.startswith("shop: ")


@proves("S0-02", "S1-01")
def test_a_review_says_which_lines_it_looked_up_and_where_it_lies(shop, tmp_path):
    result = run(tmp_path, "review", "--root", str(shop))
    *_, evidence, last = result.stdout.splitlines()
    assert evidence.endswith("evidence references resolve.")
    assert ".claude/doc/review.md" in last
    assert (shop / ".claude/doc/review.md").is_file()


def test_findings_as_severe_as_asked_for_make_exit_1(shop, tmp_path):
    assert run(tmp_path, "review", "--root", str(shop), "--fail-on", "warning").returncode == 1
    assert run(tmp_path, "review", "--root", str(shop), "--fail-on", "error").returncode == 0


def test_quiet_leaves_the_last_line_only(shop, tmp_path):
    result = run(tmp_path, "review", "--root", str(shop), "--quiet")
    assert len(result.stdout.splitlines()) == 1


def test_a_reporting_profile_prints_the_document_and_writes_nothing(shop, tmp_path):
    before = files_below(shop)
    result = run(tmp_path, "review", "--root", str(shop), "--profile", "blueprint-analyst")
    assert result.returncode == 0
    assert result.stdout.startswith("# Review of shop\n")
    assert files_below(shop) == before


def test_documents_go_below_out(shop, tmp_path):
    out = tmp_path / "elsewhere"
    out.mkdir()
    before = files_below(shop)
    run(tmp_path, "review", "--root", str(shop), "--out", str(out))
    assert files_below(shop) == before
    assert (out / ".claude/doc/review.md").is_file()


def test_an_edited_document_stays_and_the_new_one_is_named(shop, tmp_path):
    run(tmp_path, "review", "--root", str(shop))
    document = shop / ".claude/doc/review.md"
    document.write_text("# Mine\n")
    result = run(tmp_path, "review", "--root", str(shop))
    assert document.read_text() == "# Mine\n"
    assert "review.md is not as we left it and stays" in result.stdout
    assert "review-2.md" in result.stdout.splitlines()[-1]


# ---------------------------------------------------------------- errors


def test_a_missing_folder_is_one_sentence_with_a_hint(tmp_path):
    result = run(tmp_path, "survey", "--root", str(tmp_path / "gone"))
    assert result.returncode == 2
    assert result.stdout == ""
    sentence, hint = result.stderr.splitlines()
    assert sentence == f"error: {tmp_path}/gone: no such folder."
    assert hint.startswith("hint: ")


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("x")
    result = run(tmp_path, "survey", "--root", str(tmp_path / "file"))
    assert result.returncode == 2
    assert result.stderr.startswith(f"error: {tmp_path}/file: not a folder.")


def test_an_error_of_a_json_run_is_json(tmp_path):
    result = run(tmp_path, "survey", "--root", str(tmp_path / "gone"), "--json")
    error = json.loads(result.stderr)
    assert result.stdout == ""
    assert set(error) == {"error", "message", "faults", "hint", "exit_code"}
    assert (error["error"], error["exit_code"]) == ("Misused", 2)


def test_every_fault_of_a_configuration_is_on_a_line_of_its_own(shop, tmp_path):
    (shop / "backend-architect.toml").write_text('profil = "x"\n[volumes]\norders = -1\n')
    result = run(tmp_path, "survey", "--root", str(shop))
    assert result.returncode == 2
    faults = [line for line in result.stderr.splitlines() if line.startswith("  ")]
    assert [fault.strip().rpartition(": ")[0].split(":")[1] for fault in faults] == ["1", "3"]


def test_an_unknown_verb_is_answered_with_the_known_ones(tmp_path):
    result = run(tmp_path, "plane")
    assert result.returncode == 2
    assert "plane" in result.stderr
    assert all(verb in result.stderr for verb in VERBS)


def test_an_unknown_profile_is_answered_with_the_known_ones(shop, tmp_path):
    result = run(tmp_path, "survey", "--root", str(shop), "--profile", "king")
    assert result.returncode == 2
    assert "enterprise-planner" in result.stderr


def test_a_verb_outside_the_profile_is_forbidden(shop, tmp_path):
    result = run(tmp_path, "migrate", CART, "--root", str(shop), "--profile", "blueprint-analyst")
    assert result.returncode == 3
    assert "blueprint-analyst" in result.stderr


def test_a_noun_of_the_wrong_kind_is_named_with_its_file(shop, tmp_path):
    (tmp_path / "brief.json").write_text("[]")
    result = run(tmp_path, "design", "--root", str(shop), "--brief", "brief.json")
    assert result.returncode == 2
    assert result.stderr.startswith("error: brief.json: not a Brief: ")


def test_changed_lines_stop_a_document_before_it_is_written(shop, tmp_path):
    as_is = tmp_path / "as-is.json"
    as_is.write_text(run(tmp_path, "survey", "--root", str(shop), "--json").stdout)
    models = shop / "app/models/order.py"
    models.write_text("# one line more\n" + models.read_text())
    result = run(tmp_path, "review", "--root", str(shop), "--as-is", str(as_is))
    assert result.returncode == 2
    assert "app/models/order.py:" in result.stderr
    assert "nothing was written" in result.stderr
    assert not (shop / ".claude").exists()


@pytest.mark.parametrize(
    ("error", "code"),
    [(Misused("x: y."), 2), (Forbidden("p", "a", "t"), 3), (Unavailable("x: y."), 4),
     (Defect("x: y."), 70), (ValueError("a law broke"), 70), (KeyboardInterrupt(), 130)],
)  # fmt: skip
def test_every_end_has_its_exit_code_and_no_trace(error, code, capfd):
    with (
        pytest.raises(SystemExit) as ended,
        program.Translated(as_json=False, debug=False),
    ):
        raise error
    said = capfd.readouterr().err
    assert ended.value.code == code
    assert "Traceback" not in said
    assert ("report it" in said) == (code == 70)


def test_debug_shows_the_trace(capfd):
    with pytest.raises(SystemExit), program.Translated(as_json=False, debug=True):
        raise ValueError("a law broke")
    assert "Traceback" in capfd.readouterr().err


def test_a_reader_that_goes_away_ends_the_run_silently(shop, tmp_path):
    command = shlex.join([sys.executable, "-m", "backend_architect", "survey", "--json"])
    piped = f"{command} --root {shlex.quote(str(shop))} | head -c 1 >/dev/null"
    result = subprocess.run(
        ["bash", "-c", piped + "; exit ${PIPESTATUS[0]}"],
        env=environment(tmp_path), cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.stderr == ""
    assert result.returncode in (0, 141)


# ---------------------------------------------------------------- questions


def test_open_questions_leave_a_file_and_the_next_command(shop, tmp_path):
    result = run(tmp_path, "elicit", "Add a cart; it's urgent", "--root", "shop")
    assert result.returncode == 5
    assert result.stdout == ""
    hint = result.stderr.splitlines()[-1]
    command = hint.partition("then run: ")[2].partition("  (or")[0]
    words = shlex.split(command)
    assert words[:3] == ["backend-architect", "elicit", "Add a cart; it's urgent"]
    answers = tmp_path / words[words.index("--answers") + 1]
    text = answers.read_text()
    assert 'guest-carts = ""' in text
    filled = "\n".join(
        line.replace('""', f'"{_default(text, line)}"') if line.endswith(' = ""') else line
        for line in text.splitlines()
    )
    answers.write_text(filled)
    again = run(tmp_path, *words[1:])
    assert again.returncode == 0, again.stderr
    assert answers.read_text() == filled


def _default(text: str, line: str) -> str:
    before = text[: text.index(line)].rstrip()
    return before.rpartition("#   Default: ")[2]


def test_answers_that_were_given_stand_in_the_next_file(shop, tmp_path):
    run(tmp_path, "elicit", CART, "--root", str(shop), "--answer", "guest-carts=no")
    text = (shop / ".claude/doc/add-a-shopping-cart/answers.toml").read_text()
    assert 'guest-carts = "no"' in text


def test_a_file_somebody_began_to_fill_in_is_not_written_over(shop, tmp_path):
    run(tmp_path, "elicit", CART, "--root", str(shop))
    answers = shop / ".claude/doc/add-a-shopping-cart/answers.toml"
    begun = answers.read_text().replace('guest-carts = ""', 'guest-carts = "no"')
    answers.write_text(begun)
    result = run(tmp_path, "elicit", CART, "--root", str(shop), "--answers", str(answers))
    assert result.returncode == 5
    assert answers.read_text() == begun
    assert "answers-2.toml" in result.stderr


def test_a_profile_that_may_not_write_prints_the_file(shop, tmp_path):
    before = files_below(shop)
    result = run(tmp_path, "elicit", CART, "--root", str(shop), "--profile", "blueprint-analyst")
    assert result.returncode == 5
    assert 'guest-carts = ""' in result.stdout
    assert files_below(shop) == before


def test_questions_of_a_json_run_leave_standard_output_empty(shop, tmp_path):
    result = run(tmp_path, "elicit", CART, "--root", str(shop), "--json")
    assert result.stdout == ""
    assert json.loads(result.stderr)["exit_code"] == 5


def test_assume_answers_everything(shop, tmp_path):
    result = run(tmp_path, "elicit", CART, "--root", str(shop), "--assume", "--json")
    brief = json.loads(result.stdout)
    assert all(answer["assumed"] for answer in brief["answers"])


def test_a_malformed_answer_is_misused(shop, tmp_path):
    result = run(tmp_path, "elicit", CART, "--root", str(shop), "--answer", "guest-carts")
    assert result.returncode == 2
    assert "ID=VALUE" in result.stderr


# ---------------------------------------------------------------- own commands


def test_doctor_tells_what_works_without_what_is_absent(tmp_path):
    result = run(tmp_path, "doctor", PATH=str(tmp_path))
    assert result.returncode == 0
    assert "Without git: A repository is read as a plain folder" in result.stdout
    checks = json.loads(run(tmp_path, "doctor", "--json", PATH=str(tmp_path)).stdout)
    found = {check["name"]: check["found"] for check in checks}
    assert found["git"] == ""
    assert found["Python"]
    assert all(check["without"] for check in checks)


def test_config_explains_every_key_with_its_source(shop, tmp_path):
    (shop / "backend-architect.toml").write_text("[volumes]\norders = 7\n")
    rows = json.loads(run(tmp_path, "config", "--root", str(shop), "--json").stdout)
    by_key = {row["key"]: row for row in rows}
    assert by_key["volumes.orders"]["source"] == "backend-architect.toml:2"
    assert by_key["profile"]["source"] == "default"


def test_the_example_of_config_is_a_valid_configuration(shop, tmp_path):
    example = run(tmp_path, "config", "--example").stdout
    (shop / "backend-architect.toml").write_text(example)
    assert run(tmp_path, "config", "--root", str(shop)).returncode == 0


def test_profiles_are_listed_with_their_rights(tmp_path):
    listed = json.loads(run(tmp_path, "profiles", "--json").stdout)
    rights = {each["name"]: each.get("write", []) for each in listed}
    assert rights["blueprint-analyst"] == []
    assert rights["enterprise-planner"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_and_a_place_for_it(shell, tmp_path):
    result = run(tmp_path, "completion", shell)
    assert "_BACKEND_ARCHITECT_COMPLETE" in result.stdout
    assert "Save this as" in result.stderr


def test_completion_knows_verbs_and_options(tmp_path):
    said = run(
        tmp_path, _BACKEND_ARCHITECT_COMPLETE="bash_complete",
        COMP_WORDS="backend-architect pl", COMP_CWORD="1",
    )  # fmt: skip
    assert "plain,plan" in said.stdout


@pytest.mark.parametrize("noun", sorted(PUBLISHED))
def test_every_noun_that_crosses_our_border_has_a_schema(noun, tmp_path):
    schema = json.loads(run(tmp_path, "schema", noun).stdout)
    assert schema["$schema"].endswith("2020-12/schema")


def test_an_unknown_noun_is_answered_with_the_known_ones(tmp_path):
    result = run(tmp_path, "schema", "verb")
    assert result.returncode == 2
    assert "proposal" in result.stderr


def test_the_program_runs_in_an_unreadable_locale(shop, tmp_path):
    result = run(tmp_path, "review", "--root", str(shop), LC_ALL="C", PYTHONIOENCODING="ascii")
    assert result.returncode == 0, result.stderr
    assert os.linesep in result.stdout


# ---------------------------------------------------------------- looking at the survey


def test_endpoints_are_emitted_for_programs(tmp_path, shop):
    result = run(tmp_path, "survey", str(shop), "--emit", "endpoints-json")
    assert result.returncode == 0
    paths = {each["path"] for each in json.loads(result.stdout)}
    assert "/api/v1/orders/{order_id}" in paths


def test_an_unknown_view_is_answered_with_the_known_ones(tmp_path, shop):
    result = run(tmp_path, "survey", str(shop), "--emit", "pictures")
    assert result.returncode == 2
    assert "endpoints-json" in result.stderr


def test_a_line_is_explained(tmp_path, shop):
    result = run(tmp_path, "survey", "--root", str(shop), "--explain", "app/routes/orders.py:16")
    assert "route (fastapi-routes, lines 16 to 16)" in result.stdout
    assert "Operation shop/api/POST /api/v1/orders" in result.stdout


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("app/routes/orders.py", "not a place"),
        ("app/routes/orders.py:0", "not a place"),
        ("app/nowhere.py:3", "not among the files that are read"),
        ("app/routes/orders.py:9999", "lines"),
    ],
)
def test_a_place_that_is_none_is_told_as_such(tmp_path, shop, place, told):
    result = run(tmp_path, "survey", "--root", str(shop), "--explain", place)
    assert (result.returncode, told in result.stderr) == (2, True)


def test_a_line_that_says_nothing_is_told_with_the_reason(tmp_path, shop):
    (shop / "app" / "quiet.py").write_text("x = 1\n")
    result = run(tmp_path, "survey", "--root", str(shop), "--explain", "app/quiet.py:1")
    assert "No detector's anchor is in it" in result.stdout


def test_several_repositories_are_one_model(tmp_path, shop):
    other = tmp_path / "other"
    other.mkdir()
    (other / "main.py").write_text(
        "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/ping')\n"
        "def ping() -> None: ...\n"
    )
    result = run(tmp_path, "survey", str(shop), str(other), "--emit", "endpoints-json")
    told = json.loads(result.stdout)
    assert {each["service"] for each in told} == {"shop", "other"}
    assert "other/main.py" in {each["file"] for each in told}
