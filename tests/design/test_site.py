"""What the site says of repositories of different habits."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend_architect.design.site import Site
from tests.design.worlds import World, brief, model, read, seen

CASES = Path(__file__).parents[1] / "cases" / "blueprints"


def _world(case: str) -> World:
    return read(CASES / case / "given.yaml")


def _site(world: World) -> Site:
    return Site(brief(world), model(world))


def _tables(*names: str, **columns: dict[str, str]) -> Site:
    world: World = {
        "words": "",
        "service": {"name": "s", "language": "python"},
        "tables": {name: {"columns": {"id": "bigint", **columns.get(name, {})}} for name in names},
    }
    return _site(world)


def _named(site: Site, concept: str) -> str:
    table = site.concept(concept)
    return table.name if table else ""


def test_the_most_telling_name_stands_for_a_concept() -> None:
    site = _tables("users", "customers", "products", "product_variants")
    assert _named(site, "customer") == "customers"
    assert _named(site, "user") == "users"
    assert _named(site, "product") == "product_variants"


def test_a_shared_prefix_is_no_part_of_a_noun() -> None:
    site = _tables("shop_customer", "shop_product", "shop_order")
    assert _named(site, "customer") == "shop_customer"
    assert site.table_name("cart item", feature="cart") == "shop_cart_items"


def test_two_tables_of_one_first_word_are_no_prefix() -> None:
    site = _tables("user_profiles", "user_settings", "invoices")
    assert site.table_name("cart", feature="cart") == "carts"


def test_an_article_is_a_product_only_with_a_price() -> None:
    assert _named(_tables("articles"), "product") == ""
    assert _named(_tables("articles", articles={"price": "numeric"}), "product") == "articles"


def test_points_in_time_have_the_type_of_those_there() -> None:
    site = _tables("users", users={"created_at": "timestamp without time zone"})
    assert site.timestamp_type == "timestamp without time zone"


def test_seconds_kept_as_a_number_are_no_type_for_new_points_in_time() -> None:
    site = _tables("users", users={"created_at": "bigint"})
    assert site.timestamp_type == "timestamp with time zone"


def test_a_mapped_class_names_a_table_that_its_own_name_does_not() -> None:
    world: World = {
        "words": "",
        "service": {"name": "s"},
        "tables": {"tb_usr": {"entity": "app.UserEntity", "columns": {"id": "bigint"}}},
    }
    assert _named(_site(world), "user") == "tb_usr"


def test_a_thing_that_the_words_name_goes_before_a_better_name() -> None:
    site = _tables("posts", "recipes")
    assert site.mentioned("shareable") == site.concept("shareable")
    world: World = {
        "words": "Let people share recipes",
        "service": {"name": "s"},
        "tables": {"posts": {"columns": {"id": "int"}}, "recipes": {"columns": {"id": "int"}}},
    }
    found = _site(world).mentioned("shareable")
    assert found is not None
    assert found.name == "recipes"


@pytest.mark.parametrize(
    ("case", "table", "path", "member"),
    [
        ("snake_bigint_fastapi", "cart_items", "/api/v1/carts/{cart_id}/items", "next_cursor"),
        ("camel_uuid_nest", "CartItem", "/api/carts/{cartId}/items", "nextCursor"),
        ("java_without_price_and_orders", "cart_item", "/rest/cart/{cartId}/item", "nextCursor"),
        ("django_in_cookie", "cart_cartitem", "/api/carts/{cart_id}/items/", "next_cursor"),
        ("nothing_there", "cart_items", "/carts/{cart_id}/items", "next_cursor"),
    ],
)
def test_new_names_are_spelled_as_the_old_ones(
    case: str, table: str, path: str, member: str
) -> None:
    site = _site(_world(f"shopping_cart/{case}"))
    assert site.table_name("cart item", feature="cart") == table
    assert site.path("carts", "{cart_id}", "items") == path
    assert site.json_name("next_cursor") == member


def test_guards_are_those_that_open_endpoints_lack() -> None:
    assert _site(_world("shopping_cart/snake_bigint_fastapi")).guards == ("current_customer",)


def test_a_noun_gets_a_file_for_each_file_of_its_like() -> None:
    site = _site(_world("shopping_cart/snake_bigint_fastapi"))
    product = site.concept("product")
    assert product is not None
    assert [each.path for each in site.siblings("cart", product, "cart")] == [
        "app/models/cart.py",
        "app/routes/carts.py",
    ]


def test_a_file_that_all_nouns_share_is_extended() -> None:
    site = _site(_world("shopping_cart/camel_uuid_nest"))
    item = site.concept("product")
    assert item is not None
    assert [each.text for each in site.siblings("share link", item, "share")] == [
        "`prisma/schema.prisma`, extended (it holds the like at line 40)",
        "`src/share-link/share-link.controller.ts`, like `src/item/item.controller.ts:9`",
    ]


def test_a_django_feature_has_an_application_of_its_own() -> None:
    site = _site(_world("shopping_cart/django_in_cookie"))
    product = site.concept("product")
    assert product is not None
    paths = [each.path for each in site.siblings("share link", product, "share")]
    assert paths == ["share/models.py", "share/urls.py"]


def test_a_file_about_something_more_than_the_noun_is_no_model() -> None:
    world = _world("shopping_cart/snake_bigint_fastapi")
    world["operations"]["GET /api/v1/products/settings"] = {
        "at": "app/routes/product_settings.py:3"
    }
    site = _site(world)
    product = site.concept("product")
    assert product is not None
    paths = [each.path for each in site.siblings("cart", product, "cart")]
    assert paths == ["app/models/cart.py", "app/routes/carts.py"]


def test_columns_that_repeat_their_table_are_understood() -> None:
    columns = {"customer_email": "text", "billing_name": "text", "billing_city": "text"}
    site = _tables("customer", customer=columns)
    customer = site.concept("customer")
    assert customer is not None
    email = site.column_of(customer, "email")
    assert email is not None
    assert email.name == "customer_email"


def test_accounts_of_the_staff_are_not_the_users() -> None:
    staff = {"admin_email": "text", "admin_name": "text", "admin_password": "text"}
    assert _named(_tables("users", "customers", users=staff), "user") == "customers"


def test_what_stands_before_an_id_tells_the_number_of_nouns() -> None:
    world: World = {
        "words": "",
        "service": {"name": "s"},
        "conventions": {"url": "singular-kebab"},
        "operations": {"GET /users/{id}": None, "POST /login": None, "GET /health": None},
    }
    assert _site(world).path("carts") == "/carts"


def test_migrations_are_no_files_of_a_noun() -> None:
    world = _world("shopping_cart/snake_bigint_fastapi")
    world["tables"]["products"]["at"] = "migrations/versions/0001_products.py:3"
    site = _site(world)
    product = site.concept("product")
    assert product is not None
    assert [each.path for each in site.siblings("cart", product, "cart")] == ["app/routes/carts.py"]


def test_one_row_keeps_the_path_it_has_today() -> None:
    site = _site(_world("social_sharing/camel_slug_members_only"))
    post = site.concept("shareable")
    assert post is not None
    path, parameters = site.item_path(post)
    assert path == "/api/posts/{slug}"
    assert [each.name for each in parameters] == ["slug"]


def test_a_key_of_two_columns_is_no_key_to_refer_to() -> None:
    site = _site(_world("shopping_cart/key_of_two_columns"))
    customer = site.concept("customer")
    assert customer is not None
    assert site.key_of(customer) is None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("A cart for guests", ["guest"]),
        ("A cart, no guests", []),
        ("A cart without guests", []),
        ("A cart", []),
    ],
)
def test_words_are_read_where_they_silence_a_question(words: str, says: list[str]) -> None:
    site = _site({"words": words})
    assert [each for each in ("guest", "anonymous") if site.says(each)] == says


def test_only_some_databases_have_unique_indexes_with_a_condition() -> None:
    assert _site(_world("shopping_cart/snake_bigint_fastapi")).partial_indexes
    assert not _site(_world("shopping_cart/go_without_partial_indexes")).partial_indexes


def test_an_origin_of_a_case_names_its_line() -> None:
    assert seen("a.py:7").evidence[0].place == "a.py:7"
