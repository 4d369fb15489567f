"""Languages that are read as plain text: comments, strings, brackets keep their places."""

import pytest

from backend_architect.survey.grammars.plain.languages import TOKENS
from backend_architect.survey.grammars.plain.text import literal, plain


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("perl", "get '/#x'; # no\n=pod\nx\n=cut\ny", "get '/#x';     \n    \n \n    \ny"),
        ("lua", "a --[[ b\n]] c", "a       \n   c"),
        ("erlang", '"100% /" %no', '"100% /"    '),
        ("ocaml", "a (* b *) c", "a         c"),
        ("cfml", '<!--- a ---> "http://x"', '             "http://x"'),
    ],
)
def test_comments_are_blanked_and_strings_kept(language, text, code):
    found = plain(text, language)
    assert found.code == code
    assert len(found.bare) == len(text)


@pytest.mark.parametrize("language", sorted(TOKENS))
def test_an_open_quote_does_not_swallow_the_brackets_before_it(language):
    found = plain("f(a, g(b)) 'it", language)
    assert found.close(1) == 9
    assert [found.text(part) for part in found.parts(found.inside(1))] == ["a", "g(b)"]


def test_only_one_string_is_a_literal():
    assert literal('"/x"') == "/x"
    assert literal("'''/x'''") == "/x"
    assert literal('"/x" + "/y"') is None
    assert literal("name") is None
