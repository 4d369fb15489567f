"""What is true of every route, whatever the Models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from backend_architect.adapters.postgres import PostgresLab
from backend_architect.errors import Defect
from backend_architect.languages.postgresql import write
from backend_architect.languages.postgresql.tokens import tokens
from backend_architect.migrate import planner
from backend_architect.migrate.belonging import changes_sql, in_sql
from backend_architect.migrate.phases import MOST_DAYS
from backend_architect.migrate.planner import PHASES, crossings, migrate, move_for
from backend_architect.model.architecture import Model
from backend_architect.ports.lab import Cluster, Database
from tests.migrate.models import model

NAMES = ("a", "b", "Order")
TYPES = ("bigint", "bigint null", "integer = 7", "text null", "text = 'x'",
         "character varying(9) = gen_random_uuid()::text")  # fmt: skip


@st.composite
def _tables(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.sets(st.sampled_from(NAMES)))
    return {name: draw(_table(sorted(names))) for name in sorted(names)}


@st.composite
def _table(draw: st.DrawFn, targets: list[str]) -> dict[str, Any]:
    columns = {"id": draw(st.sampled_from(["bigint", "bigint identity"]))}
    extra = draw(st.dictionaries(st.sampled_from("xyz"), st.sampled_from(TYPES)))
    columns |= dict(sorted(extra.items()))
    some = st.lists(st.sampled_from(sorted(columns)), min_size=1, max_size=2, unique=True)
    parts: dict[str, Any] = {"columns": columns, "primary": ["id"]}
    # PostgreSQL drops a unique constraint over the primary key's own columns by itself.
    unique = some.filter(lambda columns: columns != ["id"])
    parts["unique"] = draw(st.lists(unique, max_size=1))
    indexes = draw(st.lists(some, max_size=2, unique_by=tuple))
    parts["indexes"] = [", ".join(columns) for columns in indexes]
    if draw(st.booleans()):
        columns["ref"] = "bigint null"
        act = draw(st.sampled_from(["", " cascade"]))
        parts["references"] = {"ref": draw(st.sampled_from(targets)) + ".id" + act}
    if draw(st.booleans()):
        parts["checks"] = {"positive": draw(st.sampled_from(["id > 0", "id >= 0"]))}
    return parts


_MODELS = _tables().map(lambda tables: model({"tables": tables}))


@given(_MODELS)
def test_the_way_to_the_same_place_has_no_phases(as_is: Model) -> None:
    assert migrate(as_is, as_is).phases == ()


@given(_MODELS, _MODELS)
def test_every_change_is_taken_by_exactly_one_move(as_is: Model, to_be: Model) -> None:
    for crossing in crossings(as_is, to_be):
        move_for(crossing)


@given(_MODELS, _MODELS)
def test_every_change_of_a_schema_is_spoken_of_in_sql(as_is: Model, to_be: Model) -> None:
    route = migrate(as_is, to_be)
    ups = "\n".join(step.up for step in route.steps())
    both = ups + "\n".join(step.down for step in route.steps())
    for crossing in crossings(as_is, to_be):
        if in_sql(crossing) and (crossing.altered is None or changes_sql(crossing)):
            element = crossing.removed or crossing.added or crossing.altered[1]  # type: ignore[index]  # one of three
            assert getattr(element, "table", element.id).removeprefix("db/") in ups
            assert element.name in both


@given(_MODELS, _MODELS)
def test_phases_come_in_order_and_say_everything(as_is: Model, to_be: Model) -> None:
    phases = migrate(as_is, to_be).phases
    kinds = [phase.kind for phase in phases]
    assert kinds == [kind for kind in PHASES if kind in kinds]
    for phase in phases:
        assert phase.steps
        assert all((phase.goal, phase.precondition, phase.check, phase.way_back))
        assert phase.irreversible
        assert 0 < phase.days <= MOST_DAYS


@given(_MODELS, _MODELS)
def test_only_contract_takes_data_away_and_says_so(as_is: Model, to_be: Model) -> None:
    for phase in migrate(as_is, to_be).phases:
        final = [step for step in phase.steps if not step.reversible]
        assert all(step.loss and step.loss in phase.irreversible for step in final)
        if phase.kind != "contract":
            assert final == []
            assert not any("DROP TABLE" in s.up or "DROP COLUMN" in s.up for s in phase.steps)


@given(_MODELS, _MODELS)
def test_a_step_is_one_statement(as_is: Model, to_be: Model) -> None:
    for step in migrate(as_is, to_be).steps():
        for sql in (step.up, step.down):
            ends = [token for token in tokens(sql) if token.text == ";"]
            assert len(ends) == bool(sql)


@given(_MODELS, _MODELS)
def test_the_same_models_give_the_same_route(as_is: Model, to_be: Model) -> None:
    assert migrate(as_is, to_be) == migrate(as_is, to_be)


def test_a_change_that_no_move_takes_is_a_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner, "read_shelf", lambda *_: ())
    with pytest.raises(Defect, match=r"db/carts.*no move"):
        planner.move_for(crossings(model({}), model(CARTS))[0])


def test_what_is_in_another_database_is_said_to_need_translating() -> None:
    risks = migrate(model({"technology": "mysql"}), model(CARTS | {"technology": "mysql"}))
    assert any("mysql" in risk for risk in risks.phases[0].risks)
    risks = migrate(model({}), model(CARTS))
    assert not any("translated" in risk for risk in risks.phases[0].risks)


def test_a_framework_brings_its_own_tool_and_a_convention_goes_before_it() -> None:
    as_is = model({"tool": "alembic"})
    django = replace(as_is, services=(replace(as_is.services[0], framework="django"),))
    assert planner.tool_of(replace(django, conventions=())).slug == "django"
    assert planner.tool_of(django).slug == "alembic"
    assert planner.tool_of(model({"tool": "knex"})).slug == "sql"


CARTS: dict[str, Any] = {"tables": {"carts": {"columns": {"id": "bigint"}}}}


# -- on the real server


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with PostgresLab().cluster() as cluster:
        yield cluster


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(as_is=_MODELS, to_be=_MODELS)
def test_every_route_can_be_taken_there_and_back(
    as_is: Model, to_be: Model, cluster: Cluster
) -> None:
    route = migrate(as_is, to_be)
    with cluster.database() as fresh:
        fresh.execute(write.schema(to_be) or "SELECT 1")
        wanted = fresh.catalog()
    with cluster.database() as database:
        database.execute(write.schema(as_is) or "SELECT 1")
        start = database.catalog()
        _run(database, [step.up for step in route.steps()])
        assert database.catalog() == wanted
        _run(database, [step.down for step in reversed(route.steps())])
        assert database.catalog() == start


def _run(database: Database, statements: list[str]) -> None:
    for statement in statements:
        if statement:
            database.execute(statement)
