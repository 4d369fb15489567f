"""One real lab for all trials of a run."""

import pytest

from backend_architect.adapters.postgres import PostgresLab


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> PostgresLab:
    return PostgresLab(cache=tmp_path_factory.mktemp("cache"))
