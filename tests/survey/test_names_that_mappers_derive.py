"""Names that GORM and Spring Boot derive; the pairs are those of their own documentation."""

from __future__ import annotations

import pytest

from backend_architect.survey.idioms.go.gorm_naming import (
    column_name,
    join_table_name,
    plural,
    table_name,
)
from backend_architect.survey.idioms.java.jpa_naming import join_column, join_table, physical
from backend_architect.survey.idioms.java.spring_data_methods import derived
from backend_architect.survey.idioms.query_text import read_query


@pytest.mark.parametrize(
    ("field", "column"),
    [
        ("X", "x"),
        ("ThisIsATest", "this_is_a_test"),
        ("PFAndESI", "pf_and_esi"),
        ("EmployeeID", "employee_id"),
        ("SKU_ID", "sku_id"),
        ("HTTPServerHandlerForURLID", "http_server_handler_for_url_id"),
        ("UUID", "uuid"),
        ("HTTP_URL", "http_url"),
        ("SHA256Hash", "sha256_hash"),
        ("SHA256HASH", "sha256_hash"),
        ("userRestrictions", "user_restrictions"),
    ],
)
def test_gorm_writes_fields_in_snake_case(field: str, column: str) -> None:
    assert column_name(field) == column


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("category", "categories"),
        ("day", "days"),
        ("order_status", "order_statuses"),
        ("person", "people"),
        ("child", "children"),
        ("bus", "buses"),
        ("leaf", "leaves"),
        ("shelf", "shelves"),
        ("equipment", "equipment"),
        ("analysis", "analyses"),
        ("datum", "data"),
        ("box", "boxes"),
        ("index", "indices"),
    ],
)
def test_gorm_calls_tables_by_the_plural(one: str, several: str) -> None:
    assert plural(one) == several


def test_gorm_calls_tables_after_structs() -> None:
    assert table_name("UserAPIKey") == "user_api_keys"
    assert join_table_name("order_tags") == "order_tags"
    assert join_table_name("OrderTag") == "order_tags"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("OrderItem", "order_item"),
        ("ORDER_ITEM", "order_item"),
        ("addressLine1", "address_line1"),
        ("userID", "userid"),
        ("shop.Order", "shop_order"),
        ("`order`", "order"),
    ],
)
def test_spring_boot_rewrites_every_name(written: str, name: str) -> None:
    assert physical(written) == name


def test_spring_boot_names_what_has_no_name_after_its_attribute() -> None:
    assert join_column("merchantStore", "MERCHANT_ID") == "merchant_store_merchant_id"
    assert join_table("purchase_order", "usedCoupons") == "purchase_order_used_coupons"


@pytest.mark.parametrize(
    ("method", "filters", "sorts", "bound"),
    [
        ("findByLastnameAndFirstname", ("lastname", "firstname"), (), ""),
        ("findDistinctByLastnameOrFirstname", ("lastname", "firstname"), (), ""),
        ("findByStartDateBetween", ("startDate",), (), ""),
        ("findByAgeGreaterThanEqual", ("age",), (), ""),
        ("findByFirstnameStartingWith", ("firstname",), (), ""),
        ("findByActiveFalse", ("active",), (), ""),
        ("findByAgeInOrderByLastnameDesc", ("age",), ("-lastname",), ""),
        ("findFirstByOrderByLastnameAsc", (), ("lastname",), "single"),
        ("findTop3ByCode", ("code",), (), "limited"),
        ("countByState", ("state",), (), "limited"),
        ("findAllByOrderIdOrderByPlaceAscIdDesc", ("orderId",), ("place", "-id"), ""),
        ("findByOrdererAndBrand", ("orderer", "brand"), (), ""),
    ],
)
def test_spring_data_derives_queries_from_names(
    method: str, filters: tuple[str, ...], sorts: tuple[str, ...], bound: str
) -> None:
    found = derived(method)
    assert found is not None
    assert (found.filters, found.sorts) == (filters, sorts)
    assert (found.limited, found.single) == (bool(bound), bound == "single")


@pytest.mark.parametrize("method", ["findAll", "save", "recent", "findTheBy", "findby"])
def test_other_methods_derive_nothing(method: str) -> None:
    assert derived(method) is None


def test_a_written_query_gives_the_columns_of_its_main_table() -> None:
    read = read_query(
        "select o from Order o join o.customer c where c.id = :id and o.state in (:s)"
        " and c.name like :n order by o.createdAt desc, o.id"
    )
    assert read is not None
    assert (read.table, read.verb) == ("Order", "select")
    assert read.filters == ("customer", "state")
    assert read.sorts == ("-createdAt", "id")
    assert not read.limited
