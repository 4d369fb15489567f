import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_architect.errors import Misused
from backend_architect.languages.postgresql.names import (
    KEYWORDS,
    clipped,
    constraint_name,
    expression,
    identifier,
    index_name,
    literal,
    object_name,
)
from backend_architect.languages.postgresql.tokens import tokens
from backend_architect.model.data import Check, ForeignKey, Index, Key
from backend_architect.model.element import Evidence, Surveyed
from tests.languages import shop


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("orders", "orders"),
        ("order", '"order"'),
        ("user", '"user"'),
        ("createdAt", '"createdAt"'),
        ("größe", '"größe"'),
        ("2fa", '"2fa"'),
        ('a"b', '"a""b"'),
        ("name", "name"),
        ("value", "value"),
        ("values", '"values"'),
        ("a b; drop", '"a b; drop"'),
    ],
)
def test_an_identifier_is_quoted_only_where_it_must_be(name: str, written: str) -> None:
    assert identifier(name) == written


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_an_impossible_name_is_refused(name: str) -> None:
    with pytest.raises(Misused):
        identifier(name)


@given(st.text(min_size=1).filter(lambda name: "\0" not in name and clipped(name)))
def test_any_name_is_one_token(name: str) -> None:
    found = tokens(identifier(name))
    assert len(found) == 1
    assert found[0].kind in ("word", "quoted")
    assert found[0].text == found[0].text.lower() or found[0].kind == "quoted"


@given(st.text().filter(lambda text: "\0" not in text))
def test_any_text_is_one_string(text: str) -> None:
    found = tokens(literal(text))
    assert [token.kind for token in found] == ["string"]
    assert found[0].text[1:-1].replace("''", "'") == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "NULL"),
        (True, "true"),
        (7, "7"),
        (1.5, "1.5"),
        (float("inf"), "'inf'"),
        ("it's", "'it''s'"),
        (["a", 1], "'[\"a\", 1]'"),
    ],
)
def test_constants_are_written_as_sql(value: object, written: str) -> None:
    assert literal(value) == written  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "now()",
        "'a;b'::text",
        "nextval('orders_id_seq'::regclass)",
        "status IN ('new', 'paid')",
        "(data ->> 'a') <> '--'",
        "$$x;y$$",
        "ARRAY[1, 2]",
        "numeric(12,2)",
        "E'it\\'s'",
    ],
)
def test_an_expression_passes(text: str) -> None:
    assert expression(text, place="here") == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1; DROP TABLE users",
        "1); DROP TABLE users; --",
        "1 -- rest",
        "1 /* rest",
        "1 /* rest */",
        "'open",
        "'open''",
        "(1",
        "1)",
        "[1)",
        "0, evil integer",
        "$$open",
        '"open',
        "\\! ls",
        "'a\0b'",
    ],
)
def test_what_could_end_the_statement_is_no_expression(text: str) -> None:
    with pytest.raises(Misused, match="here"):
        expression(text, place="here")


def test_reserved_words_of_postgresql_are_known() -> None:
    assert {"user", "order", "table", "between", "int"} <= KEYWORDS
    assert not {"name", "value", "type", "status", "key"} & KEYWORDS


def test_unnamed_elements_get_the_names_postgresql_would_choose() -> None:
    model = shop.shop()
    names = {
        key.id: constraint_name(model, key)
        for key in (*model.keys, *model.foreign_keys, *model.checks)
    }
    assert names["db/customer#pk"] == "customer_pkey"
    assert names["db/customer#unique(email)"] == "customer_email_key"
    assert names["db/product#unique(sku)"] == "product_sku_unique"
    assert names["db/order#fk(customer_id)"] == "order_customer_id_fkey"
    assert names["db/product#check(price >= 0)"] == "product_price_check"
    indexes = [index_name(model, index) for index in model.indexes]
    assert indexes == [
        "order_customer_id_placed_at_idx",
        "order_status_placed_at_idx",
        "order_item_product_id_idx",
    ]


def test_two_unnamed_checks_of_a_table_get_different_names() -> None:
    model = shop.model(
        shop.table("a", "x integer", "y integer"),
        shop.check("a", "x > y"),
        shop.check("a", "x < y * 2"),
    )
    names = [constraint_name(model, check) for check in model.checks]
    assert sorted(names) == ["a_check", "a_check1"]


def test_indexes_of_two_tables_never_share_a_name() -> None:
    model = shop.model(
        shop.table("a_b", "c integer"),
        shop.table("a", "b_c integer"),
        shop.index("a_b", "c"),
        shop.index("a", "b_c"),
    )
    assert sorted(index_name(model, each) for each in model.indexes) == [
        "a_b_c_idx",
        "a_b_c_idx1",
    ]


def test_a_new_element_never_takes_the_name_of_an_old_one() -> None:
    evidence = Evidence(
        repository="r", path="a.sql", first_line=1, last_line=1, sha256="0", detector="d"
    )
    old = Check(
        id="db/z",
        name="",
        origin=Surveyed(evidence=(evidence,)),
        table="db/a",
        expression="x > y",
    )
    new = Check(id="db/b", name="", origin=shop.NEW, table="db/a", expression="x < y")
    model = shop.model(shop.table("a", "x integer", "y integer"), old, new)
    assert constraint_name(model, old) == "a_check"
    assert constraint_name(model, new) == "a_check1"


def test_a_long_name_is_cut_as_postgresql_cuts_it() -> None:
    assert object_name("t" * 60, "c" * 60, "fkey") == "t" * 29 + "_" + "c" * 28 + "_fkey"
    assert len(object_name("ü" * 40, "id", "idx").encode()) <= 63
    assert clipped("x" * 62 + "ü") == "x" * 62


def test_kinds_of_elements_are_all_named() -> None:
    model = shop.shop()
    for element in model.elements():
        if isinstance(element, Key | ForeignKey | Check):
            assert constraint_name(model, element)
        if isinstance(element, Index):
            assert index_name(model, element)
