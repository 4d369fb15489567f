"""How Kotlin and Scala are read, and where their imports lead."""

from __future__ import annotations

from backend_architect.survey.facts import Call, Definition, Import, Joined, Literally, Name
from backend_architect.survey.grammars import grammar_of
from backend_architect.survey.places import Places
from backend_architect.survey.resolve import kotlin, play, scala
from backend_architect.survey.scan import Text, symbols_of


def _definitions(path: str, text: str) -> dict[str, Definition]:
    facts = symbols_of(Text(path, text.encode()))
    return {fact.name: fact for fact in facts if isinstance(fact, Definition)}


def test_members_of_a_companion_are_those_of_its_class() -> None:
    text = (
        'class Api { companion object { const val BASE = "/api" } }\nval all = "$BASE/${Api.BASE}"'
    )
    found = _definitions("a.kt", text)
    assert found["Api.BASE"].value == Literally(text="/api")
    parts = (Name(dotted="BASE"), Literally(text="/"), Name(dotted="Api.BASE"))
    assert found["all"].value == Joined(parts=parts)


def test_what_the_parser_of_kotlin_cannot_read_is_made_plain_in_place() -> None:
    text = 'val a = """^x$"""\nval b = $$"${c}"\nval c: Map<\n  String,\n  Int,\n> = d()\n'
    grammar = grammar_of("a.kt")
    assert grammar is not None
    tree = grammar.parse(text.encode())
    assert not tree.root_node.has_error
    assert tree.root_node.end_byte == len(text.encode())


def test_a_call_of_get_after_a_property_is_no_getter_of_it() -> None:
    text = (
        'fun Route.a() {\n  val b by inject<B>() // ours\n  /* all */\n  get("/b") { b.all() }\n}\n'
        'class C {\n  val d by\n    get("d")\n  val e: Int\n    get() = 1\n}\n'
    )
    grammar = grammar_of("a.kt")
    assert grammar is not None
    tree = grammar.parse(text.encode())
    assert not tree.root_node.has_error
    calls = {f.callee for f in symbols_of(Text("a.kt", text.encode())) if isinstance(f, Call)}
    assert {"inject", "get", "b.all"} <= calls


def test_scala_says_its_imports_one_by_one() -> None:
    text = "import shop.orders.{Orders, Lines => L}\nimport shop.util._\nimport shop.Api.base\n"
    facts = symbols_of(Text("a.scala", text.encode()))
    found = {(f.local, f.module, f.name) for f in facts if isinstance(f, Import)}
    assert found == {
        ("Orders", "shop.orders.Orders", "Orders"),
        ("L", "shop.orders.Lines", "Lines"),
        ("*", "shop.util.*", "*"),
        ("base", "shop.Api", "Api.base"),
    }


def test_a_root_package_may_be_left_out_of_the_folders() -> None:
    places = Places(("src/main/kotlin/orders/Routes.kt", "src/main/kotlin/App.kt"))
    importer = "src/main/kotlin/App.kt"
    found = kotlin.locate("org.shop.orders.*", importer, places)
    assert found == ("src/main/kotlin/orders/Routes.kt",)


def test_imports_of_libraries_lead_to_no_file() -> None:
    places = Places(("src/main/scala/App.scala", "src/main/scala/shop/Api.scala"))
    importer = "src/main/scala/App.scala"
    assert scala.locate("org.http4s.server.*.Router", importer, places) == ()
    assert scala.locate("shop.Api", importer, places) == ("src/main/scala/shop/Api.scala",)


def test_a_route_file_of_play_includes_others_by_the_name_of_their_class() -> None:
    places = Places(("conf/routes", "modules/admin/conf/admin.routes", "app/v1/Posts.scala"))
    found = play.locate("admin.Routes", "conf/routes", places)
    assert found == ("modules/admin/conf/admin.routes",)
    assert play.locate("v1.Posts", "conf/routes", places) == ("app/v1/Posts.scala",)
    assert play.locate("v1.Posts", "schema.prisma", places) == ()
