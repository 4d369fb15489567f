"""What imports cannot show: acts on the outer world outside the rooms that may do them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "backend_architect"

#: Calls that reach out of the program, by their bare or last name.
OUTSIDE = {"open", "__import__", "eval", "exec", "compile", "input", "breakpoint"}
METHODS = {"read_text", "write_text", "read_bytes", "write_bytes", "mkdir", "unlink", "rmtree"}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def _calls(path: Path) -> Iterator[tuple[int, str, bool]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.lineno, node.func.id, False
            elif isinstance(node.func, ast.Attribute):
                yield node.lineno, node.func.attr, True


def _is_package_data(path: Path) -> bool:
    """Data files of the package itself may be read where the catalogue and the prose are."""
    return bool(re.search(r"import(lib\.resources| resources)", path.read_text("utf-8")))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_files_are_opened_in_adapters_only(path: Path) -> None:
    room = path.relative_to(SOURCE).parts[0]
    if room == "adapters":
        return
    found = [
        (line, name)
        for line, name, is_method in _calls(path)
        if (name in METHODS if is_method else name in OUTSIDE)
        and not (name in ("read_text", "read_bytes") and _is_package_data(path))
    ]
    assert found == []


def _imported(path: Path) -> set[str]:
    """Everything a module imports, as `module` and `module.name`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


#: Parts of otherwise pure modules that reach the file system, the network or the clock.
_REACHING = {"pathlib", "pathlib.Path", "urllib.request", "http.client", "http.server"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_paths_networks_and_clocks_are_met_in_adapters_only(path: Path) -> None:
    place = path.relative_to(SOURCE)
    if place.parts[0] in ("adapters", "faces") or str(place) == "app/wiring.py":
        return
    assert _imported(path) & _REACHING == set()
    clock = {(line, name) for line, name, method in _calls(path) if method}
    assert {line for line, name in clock if name in ("now", "today", "utcnow")} == set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_faces_print(path: Path) -> None:
    if path.relative_to(SOURCE).parts[0] == "faces":
        return
    assert [line for line, name, method in _calls(path) if name == "print" and not method] == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_module_is_a_drawer(path: Path) -> None:
    drawers = {"utils", "helpers", "common", "base", "manager", "processor", "misc"}
    assert path.stem not in drawers


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_nobody_catches_everything(path: Path) -> None:
    broad = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") in ("Exception", "BaseException"))
        and not _raises_again(node)
    ]
    assert broad == []


def _raises_again(handler: ast.ExceptHandler) -> bool:
    """Cleaning up and letting go is no catching."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None
