"""Clojure's forms: what a reader passes over, what it keeps, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_architect.survey.grammars.clojure.reader import DEEPEST, read
from backend_architect.survey.scan import Text, symbols_of

NAMESPACE = b"""\
(ns shop.api
  (:require [shop.orders :as orders :refer [place]]
            (shop [users :as users] cart)
            clojure.string)
  (:use compojure.core))

(def base "/api")
(defn- list-orders [request] request)
"""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('(GET "/a" [] ok) ; (GET "/b" [] no)', ["list"]),
        ("#_(hidden) shown #_ #_ one two three", ["symbol", "symbol"]),
        ('^{:doc "x"} name #^String other', ["symbol", "symbol"]),
        ("#?(:cljs a :clj b) #{1 2} #(f %) #'v 'q `(t ~u)", None),
        ('"a \\" b" \\( \\newline #"re\\d(" :k 1 nil', None),
    ],
)
def test_comments_metadata_and_discarded_forms_are_passed_over(text, shown):
    found = [form.kind for form in read(text)]
    assert found
    assert shown is None or found == shown


def test_a_reader_conditional_is_its_branch_for_clojure():
    assert [form.text for form in read("#?(:cljs a :clj b)")] == ["b"]


def test_lines_are_those_of_the_whole_form():
    first, second = read('(a\n  "x\ny")\n\n(b)')
    assert (first.lines, second.lines) == ((1, 3), (5, 5))


@pytest.mark.parametrize("text", ["(((", ")))", "(a [b", "[" * (DEEPEST * 3)])
def test_what_does_not_close_ends_with_the_file(text):
    read(text)


@given(st.text(alphabet='()[]{}"#_^;\\:a /\n', max_size=200))
def test_no_text_breaks_the_reader(text):
    for form in read(text):
        assert form.lines[0] <= form.lines[1]


def test_requires_and_definitions_are_symbols():
    facts = symbols_of(Text("src/shop/api.clj", NAMESPACE))
    told = {(getattr(f, "local", f.__class__), getattr(f, "module", "")) for f in facts}
    assert {("orders", "shop.orders"), ("place", "shop.orders"), ("users", "shop.users"),
            ("shop.cart", "shop.cart"), ("clojure.string", "clojure.string"),
            ("*", "compojure.core")} <= told  # fmt: skip
    assert {f.name for f in facts if hasattr(f, "kind")} == {"base", "list-orders"}
