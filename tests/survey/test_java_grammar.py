"""What Java's grammar says of a file, and what an import of Java means."""

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
from backend_architect.survey.resolve import java
from backend_architect.survey.scan import Text, symbols_of

SOURCE = b"""package shop.order;

import shop.user.User;
import shop.user.Users.Role;
import shop.common.*;
import static shop.common.Paths.ORDERS;
import static shop.common.Codes.*;

public class Orders extends Base<Order> implements Finder<Order>, Closeable {
  static final String PATH = ORDERS + "/{id}";
  private final Repository<Order, Long> repository;

  Orders(Repository<Order, Long> repository) { this.repository = repository; }

  ResponseEntity<List<Order>> list(User user, String... names) {
    for (Order order : repository.all()) { repository.load(order.id()); }
    orders.stream().map(o -> mapper.map(o)).toList();
    optional.map(o -> mapper.once(o));
    orders.forEach(audit::log);
    return null;
  }

  record Line(Long id, Money price) { Money total() { return price; } }
}
"""


def _facts(source: bytes = SOURCE) -> list[Fact]:
    return list(symbols_of(Text("shop/order/Orders.java", source)))


def _definition(name: str) -> Definition:
    return next(f for f in _facts() if isinstance(f, Definition) and f.name == name)


def _value(expression: str) -> Expression | None:
    facts = _facts(f"class X {{ Object v = {expression}; }}".encode())
    return next(f.value for f in facts if isinstance(f, Definition) and f.name == "X.v")


def test_imports_name_the_file_of_a_class_and_what_in_it() -> None:
    imports = {(f.local, f.module, f.name) for f in _facts() if isinstance(f, Import)}
    assert imports == {
        ("User", "shop.user.User", "User"),
        ("Role", "shop.user.Users", "Users.Role"),
        ("*", "shop.common.*", "*"),
        ("ORDERS", "shop.common.Paths", "Paths.ORDERS"),
        ("*", "shop.common.Codes", "Codes.*"),
    }


def test_classes_say_their_bases_without_type_arguments() -> None:
    assert _definition("Orders").bases == ("Base", "Finder", "Closeable")


def test_methods_say_what_is_inside_the_wrappers_they_return() -> None:
    method = _definition("Orders.list")
    assert (method.type, method.parameters) == ("Order", ("user", "names"))
    assert _definition("Orders.list.user").type == "User"


def test_a_constructor_cannot_be_taken_for_its_class() -> None:
    assert _definition("Orders.new").parameters == ("repository",)


def test_components_of_records_are_fields() -> None:
    assert _definition("Orders.Line.price").type == "Money"
    assert _definition("Orders.Line.total").scope == "Orders.Line"


def test_constants_keep_what_they_are_made_of() -> None:
    joined = Joined(parts=(Name(dotted="ORDERS"), Literally(text="/{id}")))
    assert _definition("Orders.PATH").value == joined


def test_calls_know_whether_they_run_once_per_element() -> None:
    calls = {(f.callee, f.looped) for f in _facts() if isinstance(f, Call)}
    assert {("repository.all", False), ("repository.load", True)} <= calls
    assert {("mapper.map", True), ("mapper.once", False), ("audit.log", True)} <= calls


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r'"a\"b\n\u00e9"', Literally(text='a"b\n\u00e9')),
        ('"""\n    one\n      two\n    """', Literally(text="one\n  two\n")),
        ("new Money(5)", Made(callee="Money", arguments=(Literally(text="5"),))),
        ('String.format("/%s/x", A.B)', Joined(
            parts=(Literally(text="/"), Name(dotted="A.B"), Literally(text="/x")))),
        ("Order.class", Name(dotted="Order")),
    ],
)  # fmt: skip
def test_expressions_say_what_can_be_known_without_running_them(
    written: str, said: Expression
) -> None:
    assert _value(written) == said


def test_an_opaque_value_gives_no_text_away() -> None:
    facts = _facts(b'class X { String v = secrets["hunter2"] ? a : "hunter2"; }')
    assert not any("hunter2" in str(fact) for fact in facts)
    assert not isinstance(facts, Opaque)


def test_an_import_means_the_class_nearest_to_the_importer() -> None:
    paths = ["a/src/main/java/shop/user/User.java", "b/src/main/java/shop/user/User.java"]
    places = Places(paths)
    importer = "b/src/main/java/shop/order/Orders.java"
    assert java.locate("shop.user.User", importer, places) == (paths[1],)
    assert java.locate("shop.user.*", importer, places) == (paths[1], paths[0])
    assert java.locate("java.util.List", importer, places) == ()


def test_classes_of_one_folder_see_one_another() -> None:
    places = Places(["shop/A.java", "shop/B.java", "shop/readme.md", "other/C.java"])
    assert java.implicit("shop/A.java", places) == ("shop/B.java",)
