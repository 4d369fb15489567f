import pytest

from backend_architect.model.glob import ignores, matches


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("a/*.md", "a/b.md", True),
        ("a/*.md", "a/b/c.md", False),
        ("a/*.md", "a/b.md\n", False),
        ("a/*/**", "a/b/c", True),
        ("a/*/**", "a/b/c/d", True),
        ("a/*/**", "a/b", False),
        ("**/x.py", "x.py", True),
        ("**/x.py", "a/b/x.py", True),
        ("**/x.py", "a/bx.py", False),
        ("a/**/z", "a/z", True),
        ("**", "a/b", True),
        ("a?c", "abc", True),
        ("a?c", "a/c", False),
        ("a.c", "abc", False),
        ("A", "a", False),
        ("[ab]", "a", False),
        ("[ab]", "[ab]", True),
    ],
)
def test_a_glob_matches_whole_paths(glob, path, expected):
    assert matches(glob, path) is expected


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("docs/", "docs", True),
        ("docs", "a/docs", True),
        ("/docs", "a/docs", False),
        ("/docs", "docs", True),
        ("a/docs/", "a/docs", True),
        ("a/docs", "b/a/docs", False),
        ("*.pb.go", "x/y.pb.go", True),
    ],
)
def test_an_ignored_name_counts_in_any_folder_and_a_path_from_the_root(glob, path, expected):
    assert ignores(glob, path) is expected
