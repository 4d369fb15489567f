"""What Go's grammar says of a file, and what an import of Go means."""

from __future__ import annotations

import pytest

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
from backend_architect.survey.places import Places
from backend_architect.survey.resolve import go
from backend_architect.survey.scan import Text, symbols_of

SOURCE = b"""package shop

import (
	"fmt"
	api "shop/internal/api"
	"github.com/acme/kit/v2"
	. "strings"
)

const Base = "/v1"

type Server struct {
	*Embedded
	engine, other *gin.Engine
}

type Store interface {
	Find(ctx context.Context, id int) (*Order, error)
	Closer
}

func New(store Store, names ...string) (*Server, error) {
	path := fmt.Sprintf("%s/orders/%d", Base, 5)
	for _, name := range store.All() {
		store.Find(ctx, name)
	}
	lo.ForEach(names, func(n string, _ int) { audit(n) })
	return &Server{}, nil
}

func (s *Server) run() {
	go func() { s.engine.Run() }()
}
"""


def _facts(source: bytes = SOURCE) -> list[Fact]:
    return list(symbols_of(Text("shop/server.go", source)))


def _definition(name: str) -> Definition:
    return next(f for f in _facts() if isinstance(f, Definition) and f.name == name)


def _value(expression: str) -> Expression | None:
    facts = _facts(f"package x\nvar v = {expression}\n".encode())
    return next(f.value for f in facts if isinstance(f, Definition))


def test_imports_go_by_their_alias_or_the_last_part_that_is_no_version() -> None:
    imports = {(f.local, f.module, f.name) for f in _facts() if isinstance(f, Import)}
    assert imports == {
        ("fmt", "fmt", ""),
        ("api", "shop/internal/api", ""),
        ("kit", "github.com/acme/kit/v2", ""),
        (".", "strings", "*"),
    }


def test_types_say_what_they_embed_and_their_fields() -> None:
    assert _definition("Server").bases == ("Embedded",)
    assert _definition("Server.engine").type == "gin.Engine"
    assert _definition("Server.other").kind == "field"
    assert _definition("Store.Find").parameters == ("ctx", "id")


def test_functions_say_their_parameters_and_what_they_return_first() -> None:
    new = _definition("New")
    assert (new.type, new.parameters) == ("Server", ("store", "names"))
    assert _definition("New.store").type == "Store"
    assert _definition("Server.run.s").type == "Server"


def test_local_values_are_said_with_their_function() -> None:
    joined = Joined(parts=(Name(dotted="Base"), Literally(text="/orders/5")))
    assert _definition("New.path").value == joined


def test_calls_know_their_scope_and_whether_they_run_in_a_loop() -> None:
    calls = {(f.scope, f.callee, f.looped) for f in _facts() if isinstance(f, Call)}
    assert ("New", "store.All", False) in calls
    assert ("New", "store.Find", True) in calls
    assert ("New", "audit", True) in calls
    assert ("Server.run", "s.engine.Run", False) in calls


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r'"a\"b\n\u00e9\x41"', Literally(text='a"b\n\u00e9A')),
        ("`raw\\n`", Literally(text="raw\\n")),
        ('"/a" + "/b" + cfg.Path', Joined(parts=(Literally(text="/a/b"), Name(dotted="cfg.Path")))),
        ("&Config{}", Made(callee="Config")),
        ('load("x")', Made(callee="load", arguments=(Literally(text="x"),))),
        ('m["secret"]', Opaque(source="m")),
    ],
)
def test_expressions_say_what_can_be_known_without_running_them(
    written: str, said: Expression
) -> None:
    assert _value(written) == said


def test_an_import_means_the_files_of_the_folder_below_its_module() -> None:
    paths = ["api/go.mod", "api/user/a.go", "api/user/b.go", "api/user/b_test.go", "api/main.go"]
    places = Places(paths, packages={"api": "acme.org/api"})
    assert go.locate("acme.org/api/user", "api/main.go", places) == (
        "api/user/a.go",
        "api/user/b.go",
    )
    assert go.locate("acme.org/apis/user", "api/main.go", places) == ()
    assert go.locate("fmt", "api/main.go", places) == ()


def test_of_two_modules_with_one_name_the_importers_own_counts() -> None:
    paths = ["a/x/f.go", "b/x/f.go"]
    places = Places(paths, packages={"a": "m", "b": "m"})
    assert go.locate("m/x", "b/main.go", places) == ("b/x/f.go",)


def test_files_of_one_folder_see_one_another() -> None:
    places = Places(["a.go", "b.go", "b_test.go", "c/d.go"])
    assert go.implicit("a.go", places) == ("b.go",)
