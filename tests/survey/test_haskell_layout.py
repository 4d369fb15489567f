"""Haskell by its layout: declarations, imports, and types in which routes stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_architect.survey.grammars.haskell.declarations import declarations, uncommented
from backend_architect.survey.idioms.haskell.types import DEEPEST, read_type
from backend_architect.survey.scan import Text, symbols_of

MODULE = b"""\
module Shop.Api where

import qualified Data.Map as Map
import Shop.Orders (OrderApi, place)
import Shop.Users hiding (secret)

{- type Hidden = () {- nested -} -}
type Api = "api" :> OrderApi

base :: Text
base = "/api" -- a comment

server request = place
  request
"""


def test_declarations_begin_in_the_first_column():
    heads = [(each.head, each.lines) for each in declarations(MODULE.decode())]
    assert ("type", (8, 8)) in heads
    assert ("server", (13, 14)) in heads


def test_the_body_of_a_module_may_be_indented():
    text = "module A (b) where\n\n    import C\n\n    type B =\n        Int\n\n    b = 1\n"
    found = declarations(text)
    assert [each.head for each in found] == ["module", "import", "type", "b"]
    assert [each.lines for each in found] == [(1, 1), (3, 3), (5, 6), (8, 8)]


def test_comments_go_and_lines_stay():
    text = 'a = "-- no comment" -- one\nb = 1 {- two\nthree -} + 2\nc --> d\n'
    plain = uncommented(text)
    assert '"-- no comment"' in plain
    assert "one" not in plain
    assert "three" not in plain
    assert "-->" in plain
    assert plain.count("\n") == text.count("\n")


def test_imports_and_definitions_are_symbols():
    facts = symbols_of(Text("src/Shop/Api.hs", MODULE))
    imports = {(f.local, f.module, f.name) for f in facts if hasattr(f, "local")}
    assert {("Map", "Data.Map", ""), ("OrderApi", "Shop.Orders", "OrderApi"),
            ("*", "Shop.Users", "*")} <= imports  # fmt: skip
    kinds = {f.name: f.kind for f in facts if hasattr(f, "kind")}
    assert kinds == {"Api": "class", "base": "value", "server": "function"}


def test_a_choice_binds_more_loosely_than_a_path():
    found = read_type('"a" :> Get \'[JSON] A :<|> "b" :> (C :<|> D)')
    assert (found.kind, [part.kind for part in found.parts]) == ("choice", ["path", "path"])
    assert found.parts[1].parts[1].kind == "choice"


@pytest.mark.parametrize("text", ["(" * (DEEPEST * 5), "a :>", "'[", ")", ""])
def test_what_does_not_close_ends_with_the_text(text):
    read_type(text)


@given(st.text(alphabet="()[]'\":>|<A b\n{-}", max_size=120))
def test_no_text_breaks_the_readers(text):
    read_type(text)
    assert uncommented(text).count("\n") == text.count("\n")
    declarations(text)
