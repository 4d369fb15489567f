"""Numbers as people write them, and what they are numbers of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_architect.elicit.goals import read_goals
from backend_architect.elicit.loads import read_rates, read_volumes
from backend_architect.elicit.quantities import number, read_quantities
from backend_architect.elicit.tables import TableNames
from backend_architect.elicit.text import read_text
from tests.elicit.small_models import small_model

SCALES = {
    "k": 1e3,
    " thousand": 1e3,
    "m": 1e6,
    "M": 1e6,
    " million": 1e6,
    "bn": 1e9,
    " billion": 1e9,
}


@given(st.integers(0, 10**12), st.sampled_from([",", " ", "_", "'", "\u202f", "\u00a0"]))
def test_thousands_separators_are_read(value, separator):
    assert number(f"{value:,}".replace(",", separator)) == value


@given(st.integers(1, 9999), st.sampled_from(sorted(SCALES)))
def test_scales_are_read(value, scale):
    assert number(f"{value}{scale}") == value * SCALES[scale]


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["-", "–", " to "]))
def test_a_range_is_one_quantity_and_takes_over_its_scale(low, more, joint):
    (found,) = read_quantities(f"{low}{joint}{low + more} million")
    assert (found.low, found.high) == (low * 1e6, (low + more) * 1e6)


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text):
    for found in read_quantities(text):
        assert found.low <= found.high
        assert text[found.start : found.end].strip()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ten million", 1e7),
        ("half a million", 5e5),
        ("a hundred", 100),
        ("99,9 %", None),
        ("1.5k", 1500),
        ("2FA", None),
        ("OAuth2", None),
        ("2.0.1", None),
        ("2026-01-31", None),
        ("a", None),
    ],
)
def test_spelt_numbers_and_what_only_looks_like_one(text, value):
    assert number(text) == value


def test_a_range_after_between_is_one_and_a_pair_is_two():
    assert [each.high for each in read_quantities("between 5 and 10 million")] == [1e7]
    assert [each.high for each in read_quantities("5 and 10")] == [5, 10]


TABLES = TableNames(
    small_model({"tables": {
        "shop_order": [], "customers": [], "order_items": [], "auth_user": [],
        "a_tag": [], "b_tag": [],
    }})
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 million orders and 200k customers", {"shop_order": 1e7, "customers": 2e5}),
        ("the order_items table has 25M rows", {"order_items": 25e6}),
        ("10 million rows in the order items table", {"order_items": 1e7}),
        ("orders: 10 million", {"shop_order": 1e7}),
        ("3 million registered users", {"auth_user": 3e6}),
        ("5-10 million customers", {"customers": 1e7}),
        ("1 million customers today, 4 million customers next year", {"customers": 4e6}),
        ("1 million rows in each table", {"*": 1e6}),
        ("we expect 5 million carts", {"carts": 5e6}),
        ("9,000 tags", {"tags": 9000}),  # two tables end in it: nobody can say which
        ("the last 500 orders", {}),
        ("300 concurrent users", {}),
        ("HTTP 500 errors", {}),
        ("max 100 orders", {}),
        ("500 orders per customer", {}),
        ("$5000 a month", {}),
        ("10,000 orders per day", {}),
    ],
)
def test_volumes_are_rows_of_tables_that_exist(text, expected):
    loads = read_volumes(read_text(text), TABLES)
    assert {each.name: each.amount for each in loads} == expected
    assert all(each.words in text for each in loads)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 000 req/s", {"requests": 2000}),
        ("4000 rps", {"requests": 4000}),
        ("600 requests per minute", {"requests": 10}),
        ("5k reads per second and 500 writes/s", {"reads": 5000, "writes": 500}),
        ("864,000 orders a day", {"orders": 10}),
        ("a rate limit of 100 requests per minute", {}),
        ("100 requests per minute per user", {}),
    ],
)
def test_rates_are_per_second_and_a_limit_is_none(text, expected):
    assert {each.name: each.amount for each in read_rates(read_text(text))} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p99 under 300 ms at 2,000 req/s", {"latency-p99-ms": 300}),
        ("Our p99 is 800 ms today and must come under 300 ms.", {"latency-p99-ms": 300}),
        ("99 % of requests should respond in less than 1.5 s", {"latency-p99-ms": 1500}),
        ("the 95th percentile latency must be between 200 and 300 ms", {"latency-p95-ms": 300}),
        ("Average response time under 100 ms", {"latency-mean-ms": 100}),
        ("Pages take 3 seconds to load", {}),
        ("99.9 % uptime, RPO 5 minutes, RTO of 1h",
         {"availability-percent": 99.9, "rpo-seconds": 300, "rto-seconds": 3600}),
        ("10k concurrent users", {"concurrent-users": 10_000}),
        ("The data grows 20 % per month", {"growth-percent-per-month": 20}),
        ("carts expire after 30 days", {}),
    ],
)  # fmt: skip
def test_goals_are_what_shall_be_and_not_what_is(text, expected):
    goals = read_goals(read_text(text))
    assert {each.attribute: each.value for each in goals} == expected
    assert all(each.words in text for each in goals)
