"""What the grammar of JavaScript and TypeScript says about a file."""

from __future__ import annotations

import pytest

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import (
    Call,
    Definition,
    Expression,
    Import,
    Joined,
    Literally,
    Made,
    Name,
    Opaque,
)
from backend_architect.survey.grammars import grammar_for

LANGUAGES = ("javascript", "typescript", "tsx")


def _said(text: str, slug: str = "typescript") -> list[object]:
    grammar = grammar_for(slug)
    data = text.encode()
    return list(grammar.symbols(Source("a.ts", data, grammar, grammar.parse(data))))


def _imports(text: str, slug: str = "typescript") -> set[tuple[str, str, str]]:
    return {(f.local, f.module, f.name) for f in _said(text, slug) if isinstance(f, Import)}


def _definitions(text: str, slug: str = "typescript") -> dict[str, Definition]:
    return {f.name: f for f in _said(text, slug) if isinstance(f, Definition)}


def _calls(text: str) -> set[tuple[str, str, bool]]:
    return {(f.scope, f.callee, f.looped) for f in _said(text) if isinstance(f, Call)}


def _value(text: str, slug: str = "typescript") -> Expression | None:
    return _definitions(f"const x = {text};", slug)["x"].value


@pytest.mark.parametrize("slug", LANGUAGES)
def test_imports_and_requires_say_what_stands_for_what(slug: str) -> None:
    text = (
        'import a, { b as c } from "./m"; import * as d from "./n"; import "./side";\n'
        'const e = require("./p"); const { f, g: h } = require("./q");\n'
        'const i = require("./r").router; export { j as default } from "./s"; export * from "./t";'
    )
    assert {each for each in _imports(text, slug) if not each[0].startswith("require(")} == {
        ("a", "./m", "default"),
        ("c", "./m", "b"),
        ("d", "./n", ""),
        ("", "./side", ""),
        ("e", "./p", ""),
        ("f", "./q", "f"),
        ("h", "./q", "g"),
        ("i", "./r", "router"),
        ("default", "./s", "j"),
        ("*", "./t", "*"),
    }


def test_an_inline_require_is_imported_under_the_name_its_expression_says() -> None:
    text = 'app.use("/x", require("./routes/x")); const x = [require("./routes/x")];'
    ((local, module, name),) = _imports(text)
    assert (module, name) == ("./routes/x", "")
    assert "." not in local
    assert _value('wrap(require("./routes/x"))') == Made(
        callee="wrap", arguments=(Name(dotted=local),)
    )


@pytest.mark.parametrize(
    "text",
    ["export default router;", "module.exports = router;", "exports = module.exports = router;"],
)
def test_what_a_file_exports_as_itself_is_default(text: str) -> None:
    default = _definitions(text)["default"]
    assert (default.value, default.exported) == (Name(dotted="router"), "default")


def test_an_unnamed_default_function_is_a_scope() -> None:
    text = "module.exports = function (app, io) { app.listen(); };"
    assert _definitions(text)["default"].parameters == ("app", "io")
    assert ("default", "app.listen", False) in _calls(text)


def test_members_of_exports_are_defined_at_the_top() -> None:
    text = "module.exports = { a, users: usersRouter, list(req) {}, path: '/p' }; exports.q = 'r';"
    found = _definitions(text)
    assert found["users"].value == Name(dotted="usersRouter")
    assert found["list"].kind == "function"
    assert found["path"].value == Literally(text="/p")
    assert found["q"].value == Literally(text="r")


def test_a_class_says_its_bases_fields_and_parameters() -> None:
    text = (
        "export default class Orders extends Store<Order> implements Reads {\n"
        "  private readonly repo: Repository<Order>; path = '/orders';\n"
        "  constructor(private users: Users, size: number) { super(); this.app = express(); }\n"
        "  async find(id: string): Promise<Order> { return this.users.one(id); }\n"
        "}"
    )
    found = _definitions(text)
    assert (found["Orders"].bases, found["Orders"].exported) == (("Store", "Reads"), "default")
    assert found["Orders.repo"].type == "Repository<Order>"
    assert found["Orders.path"].value == Literally(text="/orders")
    assert (found["Orders.users"].kind, found["Orders.users"].type) == ("field", "Users")
    assert found["Orders.app"].value == Made(callee="express")
    assert found["Orders.find"].type == "Order"
    assert found["Orders.find.id"].kind == "parameter"
    assert ("Orders.find", "this.users.one", False) in _calls(text)


def test_a_function_handed_to_a_wrapper_at_the_top_is_the_variables_own() -> None:
    text = "export const list = asyncHandler(async (req, res) => { await service.all(); });"
    assert _definitions(text)["list"].parameters == ("req", "res")
    assert ("list", "service.all", False) in _calls(text)


def test_methods_of_an_object_are_named_after_it_and_other_code_in_it_is_not() -> None:
    text = "const api = { list: () => one(), nested: { get() { two(); } }, now: three() };"
    assert {("api.list", "one", False), ("api.nested.get", "two", False)} <= _calls(text)
    assert ("", "three", False) in _calls(text)


def test_calls_in_loops_and_per_element_callbacks_are_looped() -> None:
    text = (
        "async function f() { for (const a of all()) { one(a); } while (x) { two(); }\n"
        "  await Promise.all(xs.map(async (x) => three(x))); tx(async () => four());\n"
        "  xs.forEach((x) => { const g = () => five(); }); }"
    )
    calls = _calls(text)
    assert {("f", "one", True), ("f", "two", True), ("f", "three", True)} <= calls
    assert {("f", "all", False), ("f", "four", False), ("f.g", "five", False)} <= calls


def test_scope_and_looped_of_a_node_agree_with_the_calls_said() -> None:
    text = (
        "class A { m() { for (const x of y) { inside(x); } } }\n"
        "const o = { k: () => within(), v: beside() };\n"
        "const w = wrap(async () => { xs.map((x) => around(x)); });"
    )
    grammar = grammar_for("typescript")
    tree = grammar.parse(text.encode())
    found, queue = set(), [tree.root_node]
    while queue:
        node = queue.pop()
        queue.extend(node.children)
        function = node.child_by_field_name("function")
        if node.type == "call_expression" and function is not None and function.text:
            found.add((grammar.scope(node), function.text.decode(), grammar.looped(node)))
    assert found == _calls(text)


@pytest.mark.parametrize("slug", LANGUAGES)
def test_expressions_are_said_as_far_as_they_can_be_known(slug: str) -> None:
    assert _value(r"'a\'b\u0041'", slug) == Literally(text="a'bA")
    assert _value("`/api/${version}/x`", slug) == Joined(
        parts=(Literally(text="/api/"), Name(dotted="version"), Literally(text="/x"))
    )
    assert _value("'/a' + '/b' + c.d", slug) == Joined(
        parts=(Literally(text="/a/b"), Name(dotted="c.d"))
    )
    assert _value("process.env.PREFIX || '/api'", slug) == Literally(text="/api")
    assert _value("new Users(db).router", slug) == Name(dotted="Users.router")
    assert _value("express.Router({ x: 1 })", slug) == Made(
        callee="express.Router", arguments=(Opaque(source="x"),)
    )


def test_what_may_be_secret_never_leaves_the_file() -> None:
    found = _said(
        "const jwtSecret = 'hunter2'; const db = connect('postgres://me:hunter2@host/db');\n"
        "const o = { password: 'hunter2' }; const p = pick('x', { apiKey: 'hunter2' });"
    )
    assert "hunter2" not in repr(found)


def test_an_enum_says_its_members() -> None:
    found = _definitions("export enum Path { Users = '/users' }")
    assert found["Path.Users"].value == Literally(text="/users")


def test_members_of_objects_are_defined_all_the_way_down() -> None:
    found = _definitions("export default { api: { prefix: '/api' }, list };")
    assert found["default.api"].kind == "value"
    assert found["default.api.prefix"].value == Literally(text="/api")
    assert found["default.list"].value == Name(dotted="list")


def test_parts_of_a_parameter_have_the_types_written_for_them() -> None:
    found = _definitions("export default ({ app }: { app: express.Application }) => {};")
    assert (found["default.app"].kind, found["default.app"].type) == (
        "parameter",
        "express.Application",
    )


def test_a_handler_written_in_place_is_named_after_its_method_and_path() -> None:
    text = (
        'router.get("/a.b", auth, async (req, res) => { one(); });\n'
        'router.route("/x").post(wrap(async (req) => { two(); }));\n'
        'items.get("k", () => three());'
    )
    assert {("get /a%b", "one", False), ("post /x", "two", False)} <= _calls(text)
    assert _definitions(text)["get /a%b"].parameters == ("req", "res")
