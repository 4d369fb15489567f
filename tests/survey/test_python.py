"""Reading Python: what a node says, what a file defines, where a module lies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import (
    Call,
    Definition,
    Expression,
    Fact,
    Import,
    Joined,
    Literally,
    Made,
    Name,
    Opaque,
)
from backend_architect.survey.grammars.python.grammar import PythonGrammar, grammar
from backend_architect.survey.grammars.python.nodes import plain_type
from backend_architect.survey.places import Places
from backend_architect.survey.resolve.python import implicit, locate


def _says(text: str) -> Expression:
    language: PythonGrammar = grammar("python")
    root = language.parse(text.encode()).root_node
    return language.expression(root.named_children[0].named_children[0])


def _facts(text: str) -> tuple[Fact, ...]:
    language = grammar("python")
    data = text.encode()
    return tuple(language.symbols(Source("a.py", data, language, language.parse(data))))


def _defined(text: str) -> dict[str, Definition]:
    return {fact.name: fact for fact in _facts(text) if isinstance(fact, Definition)}


def _calls(text: str) -> dict[str, bool]:
    return {fact.callee: fact.looped for fact in _facts(text) if isinstance(fact, Call)}


# ---------------------------------------------------------------- expressions


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"/a\\n\\"b"', Literally(text='/a\n"b')),
        ('r"\\d+"', Literally(text="\\d+")),
        ('("/a" "/b")', Literally(text="/a/b")),
        ('"/a" + "/b"', Literally(text="/a/b")),
        ('f"/v{1}"', Joined(parts=(Literally(text="/v"), Opaque(source="")))),
        ('f"{P}/x"', Joined(parts=(Name(dotted="P"), Literally(text="/x")))),
        ('"%s/x" % s.P', Joined(parts=(Name(dotted="s.P"), Literally(text="/x")))),
        ('"{}/x".format(P)', Joined(parts=(Name(dotted="P"), Literally(text="/x")))),
        ("a.b.c", Name(dotted="a.b.c")),
        ("await make('x', y=1)", Made(callee="make", arguments=(Literally(text="x"),))),
        ("{'password': 'hunter2', 'b': c}", Opaque(source="c")),
        ("a[b].c", Opaque(source="a b c")),
    ],
)
def test_an_expression_says_what_can_be_known_without_running_it(
    text: str, said: Expression
) -> None:
    assert _says(text) == said


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Optional[User]", "User"),
        ("User | None", "User"),
        ('"User"', "User"),
        ("Annotated[User, Depends(get_user)]", "User"),
        ("Mapped[Optional[int]]", "int"),
        ("list[User]", "list[User]"),
        ("int | str", "int | str"),
        ("AsyncGenerator[Session, None]", "Session"),
    ],
)
def test_a_plain_type_leaves_out_how_the_value_comes(written: str, plain: str) -> None:
    assert plain_type(written) == plain


# ---------------------------------------------------------------- symbols


def test_imports_keep_the_module_as_written() -> None:
    text = (
        "import a.b\nimport c.d as e\nfrom ..x import (y as z, w)\nfrom . import v\nfrom q import *"
    )
    found = [(f.local, f.module, f.name) for f in _facts(text) if isinstance(f, Import)]
    assert found == [
        ("a.b", "a.b", ""),
        ("a", "a", ""),
        ("e", "c.d", ""),
        ("z", "..x", "y"),
        ("w", "..x", "w"),
        ("v", ".", "v"),
        ("*", "q", "*"),
    ]


def test_a_constructor_types_the_fields_it_fills() -> None:
    found = _defined(
        "class A(Base[T], metaclass=M):\n"
        "    def __init__(self, repo: 'Repo', *rest):\n"
        "        self.repo = repo\n"
        "        self.clock = Clock()\n"
        "        self.count = 3\n"
    )
    assert found["A"].bases == ("Base",)
    assert found["A.__init__"].parameters == ("repo",)
    assert (found["A.repo"].type, found["A.clock"].type) == ("Repo", "Clock")
    assert "A.count" not in found


def test_a_function_without_annotation_returns_the_class_it_makes_last() -> None:
    assert _defined("def settings():\n    return Settings()\n")["settings"].type == "Settings"


def test_a_setting_holds_the_default_that_stands_unless_the_environment_says_otherwise() -> None:
    found = _defined(
        "P = os.getenv('P', '/api')\n"
        "class S(BaseSettings):\n    prefix: str = Field('/v1', env='X')\n"
    )
    assert found["P"].value == Literally(text="/api")
    assert found["S.prefix"].value == Literally(text="/v1")


def test_texts_that_may_be_secrets_never_leave_the_file() -> None:
    text = (
        "SECRET_KEY = 'hunter2'\nDSN = Dsn('x')\nURL = 'postgres://u:hunter2@h'\n"
        "TOKEN_PATH = '/token'\nAPI_KEY = f'hunter2{x}'\nKEYS = ['hunter2']\n"
    )
    assert "hunter2" not in repr(_facts(text))
    assert _defined(text)["TOKEN_PATH"].value == Literally(text="/token")


def test_a_call_knows_whether_a_loop_repeats_it() -> None:
    calls = _calls(
        "def f(xs):\n"
        "    once()\n"
        "    for x in start():\n"
        "        each(x)\n"
        "        def inner():\n"
        "            later()\n"
        "    while more():\n"
        "        turn()\n"
        "    return [body(y) for y in first() for z in second(y) if test(z)]\n"
    )
    looped = {name for name, is_looped in calls.items() if is_looped}
    assert looped == {"each", "more", "turn", "body", "second", "test"}
    assert set(calls) - looped == {"once", "start", "later", "first"}


def test_the_grammar_agrees_with_itself_about_loops_and_scopes() -> None:
    language = grammar("python")
    text = b"class A:\n    def f(self, xs):\n        return [g(x) for x in h(xs)]\n"

    def calls(node: object) -> Iterator[object]:
        if node.type == "call":  # type: ignore[attr-defined]  # tree-sitter's node
            yield node
        for child in node.named_children:  # type: ignore[attr-defined]  # tree-sitter's node
            yield from calls(child)

    found = {
        node.text.decode(): (language.scope(node), language.looped(node))  # type: ignore[attr-defined, arg-type]
        for node in calls(language.parse(text).root_node)
    }
    assert found == {"g(x)": ("A.f", True), "h(xs)": ("A.f", False)}


def test_a_file_with_an_error_still_gives_the_rest() -> None:
    assert {"a", "b"} <= set(_defined("def a(): pass\n\ndef (:\n\ndef b(): pass\n"))


# ---------------------------------------------------------------- modules

PLACES = Places(
    [
        "backend/app/__init__.py",
        "backend/app/main.py",
        "backend/app/api/__init__.py",
        "backend/app/api/users.py",
        "backend/src/lib/tools.py",
        "other/pkg/__init__.py",
        "other/pkg/mod.py",
        "other/pkg/logging.py",
        "namespace/part/leaf.py",
    ]
)


@pytest.mark.parametrize(
    ("module", "importer", "files"),
    [
        ("app.api.users", "backend/app/main.py", ("backend/app/api/users.py",)),
        ("app.api", "backend/app/main.py", ("backend/app/api/__init__.py",)),
        (".api", "backend/app/main.py", ("backend/app/api/__init__.py",)),
        (".", "backend/app/api/users.py", ("backend/app/api/__init__.py",)),
        ("..main", "backend/app/api/users.py", ("backend/app/main.py",)),
        ("lib.tools", "backend/app/main.py", ("backend/src/lib/tools.py",)),
        ("pkg.mod", "backend/app/main.py", ("other/pkg/mod.py",)),
        ("namespace.part.leaf", "backend/app/main.py", ("namespace/part/leaf.py",)),
        ("logging", "other/pkg/mod.py", ()),
        ("sqlalchemy.orm", "backend/app/main.py", ()),
        ("api.users", "other/pkg/mod.py", ()),
    ],
)
def test_a_module_is_found_where_python_would_look(
    module: str, importer: str, files: tuple[str, ...]
) -> None:
    assert locate(module, importer, PLACES) == files


def test_nothing_is_visible_without_an_import() -> None:
    assert implicit("backend/app/main.py", PLACES) == ()
