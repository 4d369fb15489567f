"""The contract of an executor, in one process and in several."""

import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from backend_architect.adapters.pool import Inline, ProcessPool
from backend_architect.errors import Forbidden, Misused, Unavailable


@pytest.fixture(scope="module", params=["inline", "pool", "small pool"])
def executor(request):
    if request.param == "inline":
        yield Inline()
        return
    with ProcessPool(2, few=0 if request.param == "pool" else 1000) as pool:
        yield pool


def square(number: int) -> int:
    return number * number


def process_of(_: int) -> int:
    return os.getpid()


def refuse_odd(number: int) -> int:
    if number % 2:
        raise Misused(f"{number}: odd.", faults=["a", "b"], hint="Even ones.")
    return number


def die(number: int) -> int:
    if number == 50:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_results_come_in_the_order_of_the_items(executor):
    assert executor.map(square, range(100)) == [number * number for number in range(100)]


def test_no_items_give_no_results(executor):
    assert executor.map(square, []) == []


def test_progress_rises_to_the_total(executor):
    told = []
    executor.map(square, range(100), progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (100, 100)


def test_the_error_of_the_earliest_item_arrives_whole_and_work_can_go_on(executor):
    with pytest.raises(Misused) as caught:
        executor.map(refuse_odd, range(100))
    assert caught.value.message == "1: odd."
    assert (caught.value.faults, caught.value.hint) == (("a", "b"), "Even ones.")
    assert executor.map(square, [3]) == [9]


def test_much_work_is_done_elsewhere_and_little_work_here():
    with ProcessPool(2, few=10) as pool:
        assert os.getpid() not in pool.map(process_of, range(10))
        assert set(pool.map(process_of, range(9))) == {os.getpid()}


def test_a_worker_that_dies_is_one_clear_error_and_the_next_work_is_done():
    with ProcessPool(2, few=0) as pool:
        with pytest.raises(Unavailable, match="worker process died"):
            pool.map(die, range(100))
        assert pool.map(square, [2]) == [4]


def test_every_error_of_ours_travels_between_processes():
    error = pickle.loads(pickle.dumps(Forbidden("planner", "write", "src/a.py")))
    assert isinstance(error, Forbidden)
    assert (error.profile, error.act, error.target) == ("planner", "write", "src/a.py")
    assert str(error) == "src/a.py: the profile 'planner' may not write."


SCRIPT = """
import os, signal, sys
from backend_architect.adapters.pool import ProcessPool

def wait(number):
    os.write(1, f"{os.getpid()}\\n".encode())
    while True:
        signal.pause()

def square(number):
    return number * number

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job ignores it
    with ProcessPool(2, few=0) as pool:
        try:
            pool.map(globals()[sys.argv[1]], range(100))
        except KeyboardInterrupt:
            print("interrupted", flush=True)
"""


@pytest.fixture
def script(tmp_path) -> Path:
    (tmp_path / "script").mkdir()
    (tmp_path / "script" / "main.py").write_text(SCRIPT)
    return tmp_path / "script" / "main.py"


def test_an_interrupt_ends_the_workers_without_a_word_of_theirs(script):
    process = subprocess.Popen(
        [sys.executable, str(script), "wait"], start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    worker = int(process.stdout.readline())
    os.killpg(process.pid, signal.SIGINT)
    said, complained = process.communicate(timeout=60)
    assert said.split()[-1] == "interrupted"
    assert complained == ""
    assert process.returncode == 0
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_modules_of_the_current_folder_are_not_imported_by_workers(script, tmp_path):
    hostile = tmp_path / "hostile"
    hostile.mkdir()
    for name in ("multiprocessing", "signal", "backend_architect"):
        (hostile / f"{name}.py").write_text(f"open({str(tmp_path / 'canary')!r}, 'w')\n")
    subprocess.run([sys.executable, str(script), "square"], cwd=hostile, check=True)
    assert not (tmp_path / "canary").exists()
    careless = [sys.executable, "-c", "import multiprocessing"]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONSAFEPATH"}
    subprocess.run(careless, cwd=hostile, check=False, env=environment)
    assert (tmp_path / "canary").exists()
