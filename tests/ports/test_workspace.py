"""The contracts of workspace and shelter, on every adapter alike."""

from pathlib import Path

import pytest

from backend_architect.adapters.disk import DiskShelter, open_workspace
from backend_architect.errors import Misused
from tests.adapters.conftest import put, run_git
from tests.app.test_gate import Drawer

FILES = (
    "app/main.py",
    "go.mod",
    "node_modules/x/index.js",
    "src/vendor/a.go",
    "vendor/modules.txt",
)


@pytest.fixture(params=["plain", "git", "bare"])
def place(request, tmp_path) -> Path:
    shop = tmp_path / "shop"
    put(shop, *FILES)
    (shop / "link.py").symlink_to("/etc/passwd")
    if request.param == "plain":
        return shop
    run_git(shop, "init", "-q")
    run_git(shop, "add", "-f", ".")
    run_git(shop, "commit", "-q", "-m", "all")
    if request.param == "git":
        return shop
    run_git(tmp_path, "clone", "-q", "--bare", "shop", "bare/shop.git")
    return tmp_path / "bare" / "shop.git"


def test_the_same_files_are_listed_in_order_and_can_be_read(place):
    workspace = open_workspace(place)
    assert workspace.name == "shop"
    assert workspace.listing().paths == ("app/main.py", "go.mod", "src/vendor/a.go")
    assert {workspace.read(path) for path in workspace.listing().paths} == {b"x = 1\n"}
    assert workspace.listing() == open_workspace(place).listing()


def test_ignores_and_below_narrow_the_listing(place):
    assert open_workspace(place, ("src/",)).listing().paths == ("app/main.py", "go.mod")
    assert open_workspace(place, below="src").listing().paths == ("src/vendor/a.go",)


def test_nothing_differs_from_the_commit(place):
    assert open_workspace(place).stamp().dirty is False


def test_a_file_that_is_not_there_is_an_error_of_the_system(place):
    with pytest.raises(OSError, match=r".+"):
        open_workspace(place).read("app/gone.py")


@pytest.fixture(params=["memory", "disk"])
def shelter(request, tmp_path):
    return Drawer() if request.param == "memory" else DiskShelter(tmp_path)


def test_a_shelter_gives_back_what_was_written_last(shelter):
    assert shelter.read("a/b.md") is None
    shelter.write("a/b.md", b"one")
    shelter.write("a/b.md", b"\x00two")
    assert shelter.read("a/b.md") == b"\x00two"


def test_a_shelter_on_disk_refuses_what_climbs(tmp_path):
    with pytest.raises(Misused):
        DiskShelter(tmp_path).write("../b.md", b"x")
