"""What PHP's grammar says of names, values and types, and where its classes are looked for."""

from __future__ import annotations

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import (
    Call,
    Definition,
    Expression,
    Import,
    Joined,
    Literally,
    Name,
)
from backend_architect.survey.grammars import grammar_for
from backend_architect.survey.idioms.php.words import plural, singular, snake
from backend_architect.survey.places import Alias, Places
from backend_architect.survey.resolve.php import locate

TEXT = rb"""<?php

namespace App\Http;

use App\Models\{Order, Line as OrderLine};
use App\Support\Paths;

define('VERSION', 'v1');

final class OrderController extends Controller implements Jsonable
{
    use Logs;

    public const PATH = '/orders';
    protected string $table = 'orders';

    public function __construct(private readonly OrderService $service)
    {
        $this->base = self::PATH;
    }

    public function show(int $id): OrderLine
    {
        foreach ($ids as $id) {
            $this->service->find($id);
        }
        $path = Paths::ROOT . "/x/{$id}" . config('app.prefix', 'p');

        return Order::find($id);
    }
}

enum State: string
{
    case Open = 'open';
}
"""


def _source(text: bytes = TEXT) -> Source:
    grammar = grammar_for("php")
    return Source("app/Http/OrderController.php", text, grammar, grammar.parse(text))


def _definitions() -> dict[str, Definition]:
    return {f.name: f for f in _source().symbols if isinstance(f, Definition)}


def _value(written: str) -> Expression | None:
    facts = _source(f"<?php $x = {written};".encode()).symbols
    found = next((f for f in facts if isinstance(f, Definition) and f.name == "x"), None)
    return found.value if found is not None else None


def test_imports_are_said_by_group_alias_and_own_namespace() -> None:
    imports = {f.local: f.module for f in _source().symbols if isinstance(f, Import)}
    assert imports["Order"] == "App\\Models\\Order"
    assert imports["OrderLine"] == "App\\Models\\Line"
    assert imports["Controller"] == "App\\Http\\Controller"
    assert imports["OrderService"] == "App\\Http\\OrderService"
    assert imports["config\\app"] == "config/app.php"


def test_a_class_says_its_bases_constants_and_fields() -> None:
    said = _definitions()
    assert said["OrderController"].bases == ("Controller", "Jsonable", "Logs")
    assert said["OrderController.PATH"].value == Literally(text="/orders")
    assert said["OrderController.table"].value == Literally(text="orders")
    assert said["OrderController.service"].type == "OrderService"
    assert said["OrderController.base"].value == Name(dotted="self.PATH")
    assert said["OrderController.show"].type == "OrderLine"
    assert said["OrderController.show"].parameters == ("id",)
    assert said["State.Open"].value == Literally(text="open")
    assert said["VERSION"].value == Literally(text="v1")


def test_a_call_says_its_scope_and_whether_it_is_looped() -> None:
    calls = {f.callee: f for f in _source().symbols if isinstance(f, Call)}
    assert calls["this.service.find"].looped
    assert calls["this.service.find"].scope == "OrderController.show"
    assert not calls["Order.find"].looped


def test_texts_are_read_with_their_escapes_and_values() -> None:
    assert _value(r"'it\'s \n'") == Literally(text="it's \\n")
    assert _value(r'"a\t\x41\u{e9}"') == Literally(text="a\tA\xe9")
    assert _value('"/x/{$id}/$name"') == Joined(
        parts=(
            Literally(text="/x/"),
            Name(dotted="id"),
            Literally(text="/"),
            Name(dotted="name"),
        )
    )
    assert _value("A::B . 'c'") == Joined(parts=(Name(dotted="A.B"), Literally(text="c")))


def test_a_class_is_found_by_psr_4_and_else_by_the_end_of_its_name() -> None:
    paths = ("src/Models/User.php", "lib/Models/User.php", "routes/api.php", "app/x/routes/api.php")
    rules = (Alias("", "App\\*", ("src/*",)),)
    assert locate("App\\Models\\User", "a.php", Places(paths, {}, rules)) == (paths[0],)
    assert locate("Vendor\\Deep\\User", "a.php", Places(paths, {}, rules)) == ()
    assert locate("Lib\\Models\\User", "lib/a.php", Places(paths)) == (paths[1],)
    assert locate("routes/api.php", "app/x/Provider.php", Places(paths)) == (paths[3],)
    assert locate("../routes/api.php", "bootstrap/app.php", Places(paths)) == (paths[2],)
    assert locate("App\\Models\\User.show", "a.php", Places(paths, {}, rules)) == ()


def test_nouns_are_inflected_as_laravel_does() -> None:
    for one, many in (("category", "categories"), ("person", "people"), ("status", "statuses"),
                      ("box", "boxes"), ("day", "days"), ("house", "houses"),
                      ("blog_post", "blog_posts"), ("news", "news")):  # fmt: skip
        assert plural(one) == many
        assert singular(many) == one
    assert snake("BlogPost") == "blog_post"
