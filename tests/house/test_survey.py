"""The survey says the same whatever the order, the cache and the anchors have to say about it."""

import random
from pathlib import Path

import pytest

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.pool import Inline, ProcessPool
from backend_architect.model.architecture import Model
from backend_architect.model.codec import to_json
from backend_architect.ports.executor import Pool
from backend_architect.survey.survey import survey
from tests.fakes.workspace import FakeWorkspace

ROOT = Path(__file__).parents[2]
SHOP = ROOT / "examples" / "shop"
CASES = sorted((ROOT / "tests" / "cases" / "detectors").glob("*/*/*/given"))
TREES = [pytest.param(SHOP, id="shop")] + [
    pytest.param(tree, id=str(tree.parent.relative_to(ROOT / "tests/cases/detectors")))
    for tree in CASES
]


class Counting(MemoryCache):
    """A store that counts what it was asked for and did not know."""

    missed = 0

    def get(self, key: bytes) -> bytes | None:
        found = super().get(key)
        self.missed += found is None
        return found


def model_of(
    workspace: FakeWorkspace,
    pool: Pool | None = None,
    store: MemoryCache | None = None,
    *,
    exhaustive: bool = False,
) -> Model:
    return survey(workspace, pool or Inline(), store or MemoryCache(), exhaustive=exhaustive)


@pytest.mark.parametrize("tree", TREES)
def test_anchors_lose_nothing_and_invent_nothing(tree: Path) -> None:
    workspace = FakeWorkspace.of(tree)
    assert model_of(workspace) == model_of(workspace, exhaustive=True)


@pytest.mark.parametrize("tree", TREES)
def test_the_order_of_files_does_not_matter(tree: Path) -> None:
    workspace = FakeWorkspace.of(tree)
    expected = to_json(model_of(workspace))
    for seed in range(3):
        paths = list(workspace.files)
        random.Random(seed).shuffle(paths)
        shuffled = FakeWorkspace({path: workspace.files[path] for path in paths}, workspace.name)
        assert to_json(model_of(shuffled)) == expected


@pytest.mark.parametrize("tree", TREES)
def test_a_survey_from_the_cache_is_the_survey_without_it(tree: Path) -> None:
    workspace, store = FakeWorkspace.of(tree), Counting()
    cold = model_of(workspace, store=store)
    store.missed = 0
    assert to_json(model_of(workspace, store=store)) == to_json(cold)
    assert store.missed == 0


def test_several_processes_give_what_one_gives() -> None:
    workspace = FakeWorkspace.of(SHOP)
    with ProcessPool(2, few=1) as pool:
        assert to_json(model_of(workspace, pool)) == to_json(model_of(workspace))


def test_what_was_read_before_an_interruption_is_not_read_again(monkeypatch) -> None:
    monkeypatch.setattr("backend_architect.survey.survey.TOGETHER", 3)
    workspace, store = FakeWorkspace.of(SHOP), Counting()

    def interrupt(done: int, whole: int) -> None:
        if done > whole // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        survey(workspace, Inline(), store, progress=interrupt)
    missed, store.missed = store.missed, 0
    resumed = model_of(workspace, store=store)
    assert 0 < store.missed < missed
    assert to_json(resumed) == to_json(model_of(workspace))


def test_a_file_that_changed_is_read_again_and_no_other() -> None:
    workspace, store = FakeWorkspace.of(SHOP), Counting()
    model_of(workspace, store=store)
    store.missed = 0
    workspace.files["app/models/order.py"] += b"\n\nclass Gift(Row, Base):\n    "
    workspace.files["app/models/order.py"] += b'__tablename__ = "gifts"\n'
    changed = model_of(workspace, store=store)
    assert store.missed == 1
    assert "gifts" in {table.name for table in changed.tables}
    assert to_json(changed) == to_json(model_of(workspace))
