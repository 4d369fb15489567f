"""A plan for the bundled shop, held against what the source documents ask of a plan."""

from __future__ import annotations

import hashlib
import inspect
import json
import re
from pathlib import Path

import pytest
import yaml

from backend_architect.design.planner import design
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief
from tests.faces.shops import files_below, run, shop_in
from tests.promises import proves

CART = "Add a shopping cart to our e-commerce platform"
SECTION = re.compile(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", re.M | re.S)


class Planned:
    """A repository before and after, what the program said, and the plan it left."""

    def __init__(self, home: Path, words: str, root: Path) -> None:
        self.root = root
        self.before = files_below(root)
        result = run(home, "plan", words, "--root", str(root), "--assume")
        assert result.returncode == 0, result.stderr
        self.said = result.stdout
        self.after = files_below(root)
        (self.path,) = (root / ".claude" / "doc").glob("*.md")
        self.text = self.path.read_text("utf-8")
        self.sections = dict(SECTION.findall(self.text))
        self.folder = self.path.with_suffix("")
        self.decisions = json.loads((self.folder / "decisions.json").read_text())
        self.model = json.loads((self.folder / "model.json").read_text())
        self.proofs = {
            proof["trial"]: proof["outcome"]
            for proof in json.loads((self.folder / "proofs.json").read_text())["proofs"]
        }


@pytest.fixture(scope="module")
def cart(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    home = tmp_path_factory.mktemp("cart")
    return Planned(home, CART, shop_in(home))


@pytest.fixture(scope="module")
def login(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    home = tmp_path_factory.mktemp("login")
    (home / "new").mkdir()
    return Planned(home, "Build an authentication service", home / "new")


# ---------------------------------------------------------------- nothing but the plan


@proves("S0-41")
def test_planning_leaves_the_repository_as_it_was(cart: Planned) -> None:
    assert {path: cart.after[path] for path in cart.before} == cart.before
    new = cart.after.keys() - cart.before.keys()
    assert [path for path in new if not path.startswith(".claude/doc/")] == []


@proves("S0-42")
def test_one_plan_is_saved_in_the_folder_of_documents(cart: Planned) -> None:
    new = cart.after.keys() - cart.before.keys()
    beside = f".claude/doc/{cart.folder.name}/"
    plans = [path for path in new if not path.startswith(beside)]
    assert len(plans) == 1
    assert re.fullmatch(r"\.claude/doc/[a-z0-9-]+\.md", plans[0])


@proves("S0-43", "S0-45")
def test_the_last_line_names_the_plan_and_asks_to_read_it_first(cart: Planned) -> None:
    last = cart.said.splitlines()[-1]
    told = re.fullmatch(
        r"I have created a plan at (\S+\.md), please read that first before you proceed\.", last
    )
    assert told
    assert (cart.root / told[1]).is_file()


@proves("S0-44")
def test_the_last_message_does_not_repeat_the_plan(cart: Planned) -> None:
    said, plan = cart.said.split(), cart.text.split()
    grams = {tuple(plan[at : at + 8]) for at in range(len(plan) - 7)}
    own = [tuple(said[at : at + 8]) for at in range(len(said) - 7)]
    assert sum(gram in grams for gram in own) <= 0.15 * len(own)
    assert len(said) <= 200


@proves("S3-59")
def test_one_invocation_leaves_everything(cart: Planned) -> None:
    names = {path.name for path in cart.folder.rglob("*") if path.is_file()}
    assert {"model.json", "openapi.yaml", "schema.sql", "decisions.json", "proofs.json"} <= names
    assert len(cart.sections) > 10


# ---------------------------------------------------------------- what stands on the repository


@proves("S0-38")
def test_every_statement_about_the_code_names_lines_that_say_so(cart: Planned) -> None:
    checked = 0
    for collection in cart.model.values():
        for element in collection if isinstance(collection, list) else ():
            for evidence in element["origin"].get("evidence", ()):
                lines = cart.before[evidence["path"]].split(b"\n")
                cited = lines[evidence["first_line"] - 1 : evidence["last_line"]]
                digest = hashlib.sha256(b"\n".join(cited)).hexdigest()
                assert digest == evidence["sha256"], element["id"]
                checked += 1
            assert element["origin"]["type"] == "decided" or element["origin"]["evidence"]
    assert checked > 50


@proves("S3-04")
def test_a_cart_for_a_shop_has_endpoints_and_tables_that_refer_to_the_shops_own(
    cart: Planned,
) -> None:
    as_is = {table["name"] for table in cart.model["tables"] if "evidence" in table["origin"]}
    assert {"customers", "products", "orders"} <= as_is
    tables = {table["id"]: table["name"] for table in cart.model["tables"]}
    new = {table["id"] for table in cart.model["tables"] if table["origin"]["type"] == "decided"}
    referred = {
        tables[key["ref_table"]] for key in cart.model["foreign_keys"] if key["table"] in new
    }
    assert {"customers", "products"} <= referred
    operations = [o for o in cart.model["operations"] if o["origin"]["type"] == "decided"]
    assert {o["method"] for o in operations} >= {"GET", "POST", "PATCH", "DELETE"}
    assert all(o["path"].startswith("/api/v1/carts") for o in operations)


@proves("S3-03")
def test_an_authentication_service_has_endpoints_tables_and_a_chapter_on_security(
    login: Planned,
) -> None:
    assert login.model["operations"]
    assert login.model["tables"]
    assert login.model["schemes"]
    assert len(login.sections["Security"].split()) > 80
    assert login.proofs["schema-is-the-model"] == "proven"
    assert login.proofs["contract-is-valid"] == "proven"


# ---------------------------------------------------------------- the chapters


@proves("S0-39", "S0-32", "S0-34", "S0-35", "S0-36")
@pytest.mark.parametrize(
    "title",
    [
        "Important notes", "Folder structure", "Technologies", "Data flows", "Testing strategy",
        "Deployment", "Security", "Monitoring", "Maintenance",
    ],
)  # fmt: skip
def test_each_chapter_that_is_asked_for_stands_by_itself_and_says_something(
    cart: Planned, login: Planned, title: str
) -> None:
    assert len(cart.sections[title].split()) >= 8
    if title != "Technologies":  # in an empty folder there are none to name yet
        assert len(login.sections[title].split()) >= 8


@proves("S0-33", "S3-27", "S3-28")
def test_the_schema_has_types_keys_references_indexes_and_checks_and_is_what_postgresql_made(
    cart: Planned,
) -> None:
    sql = (cart.folder / "schema.sql").read_text()
    for part in ("PRIMARY KEY", "REFERENCES", "CREATE INDEX", "CHECK", "bigint", "timestamp"):
        assert part.lower() in sql.lower()
    assert cart.proofs["schema-is-the-model"] == "proven"


@proves("S0-31", "S3-32")
def test_the_plan_tells_every_decision_with_its_rationale(cart: Planned, login: Planned) -> None:
    for planned in (cart, login):
        assert planned.decisions
        for decision in planned.decisions:
            assert f"### {decision['title']}\n" in planned.sections["Decisions"]
            assert decision["chosen"] in planned.sections["Decisions"]


@proves("S0-37", "S1-22", "S3-33")
def test_every_decision_has_four_reasons_an_alternative_a_source_and_consequences(
    cart: Planned, login: Planned
) -> None:
    for decision in (*cart.decisions, *login.decisions):
        factors = ("performance", "maintainability", "team", "evolution")
        assert all(len(decision["reasons"][factor].split()) >= 4 for factor in factors)
        assert len({option["name"] for option in decision["options"]}) >= 2
        assert decision["consequences"]
        assert all(source.get("url") or source.get("evidence") for source in decision["sources"])


@proves("S3-19")
def test_the_contract_names_method_and_path_of_every_new_operation(cart: Planned) -> None:
    for operation in cart.model["operations"]:
        if operation["origin"]["type"] == "decided":
            heading = f"### {operation['method']} `{operation['path']}`"
            assert heading in cart.sections["API contract"]


@proves("S1-29")
def test_every_phase_says_what_must_hold_what_is_done_how_it_is_checked_and_the_way_back(
    cart: Planned,
) -> None:
    phases = cart.sections["Migration and implementation plan"].split("### Phase ")[1:]
    assert len(phases) >= 2
    for phase in phases:
        for word in ("Before", "Check", "Way back", "Not reversible after it"):
            assert re.search(rf"^\*\*{word}\*\*: \w+", phase, re.M), word
    assert cart.proofs["migrations-go-up-and-down"] == "proven"


# ---------------------------------------------------------------- asking, and looking first


@proves("S1-36", "S3-49")
def test_without_what_it_must_know_it_asks_and_designs_nothing(tmp_path: Path) -> None:
    shop = shop_in(tmp_path)
    result = run(tmp_path, "plan", CART, "--root", str(shop))
    assert result.returncode == 5
    assert list((shop / ".claude").rglob("*.md")) == []
    (answers,) = (shop / ".claude").rglob("answers.toml")
    asked = answers.read_text()
    assert asked.count(' = ""') >= 3
    assert asked.count("Why") >= 3


@proves("S4-42")
def test_a_design_cannot_be_made_without_a_brief_a_survey_and_its_findings() -> None:
    hints = inspect.get_annotations(design, eval_str=True)
    parameters = inspect.signature(design).parameters
    required = {n: hints[n] for n, p in parameters.items() if p.default is p.empty}
    assert required["brief"] is Brief
    assert required["as_is"] is Model
    assert "findings" in required


@proves("S1-28", "S3-20")
def test_every_body_of_a_new_operation_has_an_example_that_fits_its_schema(cart: Planned) -> None:
    contract = yaml.safe_load((cart.folder / "openapi.yaml").read_text())
    bodies = [
        body
        for path in contract["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict)
        for part in (operation.get("requestBody"), *operation["responses"].values())
        if part and "content" in part
        for body in part["content"].values()
    ]
    assert len(bodies) >= 8
    assert [body for body in bodies if not body.keys() & {"example", "examples"}] == []
    assert cart.proofs["contract-is-valid"] == "proven"


# ---------------------------------------------------------------- a profile without migrations


@proves("S4-17", "S4-40")
def test_the_analysts_report_tells_the_way_and_holds_no_script(tmp_path: Path) -> None:
    shop = shop_in(tmp_path)
    before = files_below(shop)
    result = run(
        tmp_path, "plan", CART, "--root", str(shop), "--assume", "--profile", "blueprint-analyst"
    )
    assert result.returncode == 0, result.stderr
    report = result.stdout
    assert "## Migration and implementation plan" in report
    assert "**Way back**" in report
    assert re.findall(r"^\s*(?:CREATE|ALTER|DROP|INSERT|UPDATE|DELETE)\b.*", report, re.M) == []
    assert files_below(shop) == before
