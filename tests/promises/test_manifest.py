"""The manifest and the tests agree: what is kept is proven, and what is proven is kept."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
PROMISES = tomllib.loads((Path(__file__).parent / "promises.toml").read_text("utf-8"))

#: How many promises each source document makes.
COUNTS = {"S0": 45, "S1": 37, "S2": 122, "S3": 59, "S4": 44}
KEPT = {id for id, promise in PROMISES.items() if "kept" in promise}


def claims() -> Iterator[tuple[str, str, ast.FunctionDef]]:
    """Every id that a decorator names, with the file and the function it stands at."""
    for path in sorted(TESTS.rglob("*.py")):
        if "cases" in path.relative_to(TESTS).parts[:1]:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for decorator in getattr(node, "decorator_list", ()):
                if isinstance(decorator, ast.Call) and _name(decorator) == "proves":
                    assert isinstance(node, ast.FunctionDef), path
                    for argument in decorator.args:
                        assert isinstance(argument, ast.Constant), path
                        yield str(argument.value), path.name, node


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def test_every_promise_of_the_sources_is_in_the_manifest_once_and_in_order() -> None:
    wanted = [f"{seed}-{n:02d}" for seed, most in COUNTS.items() for n in range(1, most + 1)]
    assert list(PROMISES) == wanted
    assert len(PROMISES) == 307


def test_every_promise_is_said_and_either_kept_or_deferred_with_a_reason() -> None:
    for id, promise in PROMISES.items():
        assert promise.keys() in ({"says", "kept"}, {"says", "deferred"}), id
        assert all(isinstance(text, str) and len(text) > 7 for text in promise.values()), id


def test_every_kept_promise_is_proven_by_a_test() -> None:
    assert KEPT - {id for id, _, _ in claims()} == set()


def test_every_test_proves_promises_that_the_manifest_calls_kept() -> None:
    assert {(id, where) for id, where, _ in claims() if id not in KEPT} == set()


def test_what_proves_is_a_test_that_runs() -> None:
    for _, where, function in claims():
        decorators = " ".join(ast.unparse(each) for each in function.decorator_list)
        assert function.name.startswith("test_"), where
        assert not re.search(r"\b(skip|skipif|xfail)\b", decorators), f"{where}: {function.name}"
