"""What remains when things go wrong around the lab: nothing."""

import fcntl
import os
import select
import shutil
import signal
import stat
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_architect.adapters.postgres import PostgresLab, guest
from backend_architect.adapters.postgres.binaries import wheel_folder
from backend_architect.adapters.postgres.cluster import PostgresCluster
from backend_architect.errors import Unavailable

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the server to another user")

KEEP_A_CLUSTER = """
import sys
from pathlib import Path
from backend_architect.adapters.postgres import PostgresLab

lab = PostgresLab(system=[], place=Path(sys.argv[1]), cache=Path(sys.argv[3]))
with lab.cluster() as cluster, cluster.database() as database:
    print(cluster.server.ground.folder, flush=True)
    if sys.argv[2] == "wait":
        sys.stdin.read()
    database.execute("set statement_timeout = 0")
    database.execute("select count(*) from generate_series(1, 1e15)")
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder with a short path that the server's user may walk into."""
    folder = Path(tempfile.mkdtemp(prefix="ba-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


def keep_a_cluster(place: Path, cache: Path, how: str) -> tuple["subprocess.Popen[str]", Path]:
    child = subprocess.Popen(
        [sys.executable, "-c", KEEP_A_CLUSTER, str(place), how, str(cache)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    return child, Path(child.stdout.readline().strip())


def kill(child: "subprocess.Popen[str]") -> None:
    child.kill()
    child.communicate()


def wait_until_let_go(lock: int) -> None:
    fcntl.flock(lock, fcntl.LOCK_EX)
    os.close(lock)


def standing_on(folder: Path) -> list[str]:
    """The processes whose working directory is below the folder: the server's."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if str(link.readlink()).startswith(str(folder)):
                found.append(link.parent.name)
        except OSError:
            continue
    return found


@linux
@pytest.mark.parametrize("how", ["wait", "compute"])
def test_no_server_survives_the_sudden_death_of_our_process(
    place: Path, cache: Path, how: str
) -> None:
    child, folder = keep_a_cluster(place, cache, how)
    lock = os.open(folder, os.O_RDONLY)
    assert standing_on(folder)
    kill(child)
    wait_until_let_go(lock)
    assert not folder.exists()
    assert not standing_on(folder)


@linux
def test_what_our_dead_left_behind_is_removed_on_the_next_start(place: Path, cache: Path) -> None:
    child, folder = keep_a_cluster(place, cache, "wait")
    server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    supervisor = int(Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()[1])
    death = os.pidfd_open(server)
    lock = os.open(folder, os.O_RDONLY)
    os.kill(child.pid, signal.SIGSTOP)
    os.kill(supervisor, signal.SIGKILL)
    kill(child)
    wait_until_let_go(lock)
    select.select([death], [], [])
    os.close(death)
    assert folder.exists()
    with PostgresLab(system=[], place=place, cache=cache).cluster():
        assert not folder.exists()


def test_a_living_server_is_not_swept_away_by_the_next(place: Path, cache: Path) -> None:
    lab = PostgresLab(system=[], place=place, cache=cache)
    with lab.cluster() as one, lab.cluster() as other, one.database() as database:
        assert isinstance(one, PostgresCluster)
        assert isinstance(other, PostgresCluster)
        assert one.server.ground.folder != other.server.ground.folder
        assert database.rows("select 1") == [(1,)]


def test_nothing_is_left_after_a_good_end(place: Path, cache: Path) -> None:
    lab = PostgresLab(system=[], place=place, cache=cache)
    with lab.cluster() as cluster:
        assert isinstance(cluster, PostgresCluster)
        folder = cluster.server.ground.folder
    assert not folder.exists()
    assert list(place.iterdir()) == []


def test_a_failure_of_the_caller_comes_through_and_leaves_nothing(place: Path, cache: Path) -> None:
    lab = PostgresLab(system=[], place=place, cache=cache)
    with pytest.raises(ZeroDivisionError), lab.cluster() as cluster, cluster.database():
        raise ZeroDivisionError
    assert list(place.iterdir()) == []


@linux
def test_the_operating_system_bounds_the_server(place: Path, cache: Path) -> None:
    with PostgresLab(system=[], place=place, cache=cache).cluster() as cluster:
        assert isinstance(cluster, PostgresCluster)
        data = cluster.server.ground.data
        server = (data / "postmaster.pid").read_text().split()[0]
        limits = Path(f"/proc/{server}/limits").read_text()
    for name in ("cpu time", "address space", "file size", "core file size"):
        line = next(line for line in limits.splitlines() if line.startswith(f"Max {name}"))
        assert "unlimited" not in line


@linux
def test_the_server_sees_none_of_our_environment(
    place: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_OF_THE_TEST", "key")
    with PostgresLab(system=[], place=place, cache=cache).cluster() as cluster:
        assert isinstance(cluster, PostgresCluster)
        for process in standing_on(cluster.server.ground.folder):
            assert b"SECRET_OF_THE_TEST" not in Path(f"/proc/{process}/environ").read_bytes()


@as_root
def test_root_lends_the_server_to_a_guest(place: Path, cache: Path) -> None:
    with PostgresLab(system=[], place=place, cache=cache).cluster() as cluster:
        assert isinstance(cluster, PostgresCluster)
        data = cluster.server.ground.data
        assert data.stat().st_uid != 0
        assert {path.lstat().st_uid for path in data.rglob("*")} == {data.stat().st_uid}


@as_root
def test_binaries_out_of_the_guests_reach_are_copied_and_no_mode_is_changed(
    place: Path, cache: Path
) -> None:
    wheel = wheel_folder()
    assert wheel is not None
    hidden = place / "hidden"
    hidden.mkdir(mode=0o700)
    tree = "pginstall18"
    for name in ("lib", "share"):
        shutil.copytree(wheel / tree / name, hidden / wheel.name / tree / name)
    (hidden / wheel.name / tree / "bin").mkdir()
    for name in ("postgres", "initdb"):
        shutil.copy2(wheel / tree / "bin" / name, hidden / wheel.name / tree / "bin" / name)
    if (libraries := wheel.with_name(f"{wheel.name}.libs")).is_dir():
        shutil.copytree(libraries, hidden / libraries.name)
    lab = PostgresLab(system=[], wheel=hidden / wheel.name, place=place, cache=cache)
    with lab.cluster() as cluster, cluster.database() as database:
        assert database.rows("select 1") == [(1,)]
    assert stat.S_IMODE(hidden.stat().st_mode) == 0o700


AS_ORDINARY_USER = """
import os, sys
from pathlib import Path
from backend_architect.adapters.postgres import PostgresLab

lab = PostgresLab(system=[], place=Path(sys.argv[1]), cache=Path(sys.argv[1], "cache"))
with lab.cluster() as cluster, cluster.database() as database:
    assert os.geteuid() != 0
    assert cluster.server.ground.data.stat().st_uid == os.geteuid()
    print(*database.rows("select 'served'")[0])
"""


@as_root
def test_an_ordinary_user_needs_no_other_user(place: Path) -> None:
    os.chown(place, 65534, 65534)
    served = as_nobody(AS_ORDINARY_USER, str(place))
    assert served.stdout.split() == ["served"], served.stderr


def as_nobody(program: str, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run Python as nobody, with an interpreter and packages nobody can read; or skip."""
    minor = f"python{sys.version_info.major}.{sys.version_info.minor}"
    source = Path(str(guest.__file__)).parents[3]
    path = os.pathsep.join([str(source), sysconfig.get_paths()["purelib"]])
    for interpreter in filter(None, [sys.executable, shutil.which(minor, path=os.defpath)]):
        try:
            probe = run_as_nobody(path, interpreter, "import psycopg, msgspec, backend_architect")
        except OSError:
            continue
        if probe.returncode == 0:
            return run_as_nobody(path, interpreter, program, *words)
    pytest.skip("nobody cannot read any interpreter with our packages")


def run_as_nobody(path: str, interpreter: str, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [interpreter, "-c", *words],
        user=65534,
        group=65534,
        extra_groups=[],
        cwd="/",
        env={"PYTHONPATH": path, "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_any_postgresql_the_reason_is_said_and_what_still_works(place: Path) -> None:
    lab = PostgresLab(system=[], wheel=place / "no-such-wheel", place=place)
    available = lab.availability()
    assert not available.versions
    assert "PostgreSQL" in available.reason
    with pytest.raises(Unavailable) as raised, lab.cluster():
        pass
    assert raised.value.exit_code == 4
    assert "not proven" in raised.value.hint
    assert "work without it" in raised.value.hint


def test_a_place_the_server_could_not_use_is_unavailable(place: Path) -> None:
    lab = PostgresLab(system=[], place=place / ("long" * 30))
    assert "short path" in lab.availability().reason


def test_windows_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend_architect.adapters.postgres.guest.sys.platform", "win32")
    assert "Windows" in PostgresLab().availability().reason


@pytest.mark.parametrize(
    ("initdb", "message"),
    [
        ("echo no room >&2; exit 1", r"18\.4 cannot be started: no room"),
        ('for data; do :; done; mkdir "$data"', r"does not answer: postgres .PostgreSQL. 18\.4"),
    ],
)
def test_a_server_that_cannot_start_is_unavailable_with_its_reason(
    place: Path, initdb: str, message: str
) -> None:
    folder = place / "broken" / "pginstall18" / "bin"
    folder.mkdir(parents=True)
    for name, body in (("postgres", "echo 'postgres (PostgreSQL) 18.4'"), ("initdb", initdb)):
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    lab = PostgresLab(system=[], wheel=place / "broken", place=place, cache=place / "cache")
    with pytest.raises(Unavailable, match=message) as raised, lab.cluster():
        pass
    assert raised.value.hint
    assert not list(place.glob("ba-lab-*"))
