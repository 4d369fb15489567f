"""The answers file: written with its questions, filled in, read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_architect.elicit.elicit import elicit
from backend_architect.errors import Misused
from backend_architect.languages.answers.read import read_answers
from backend_architect.languages.answers.write import write_answers
from backend_architect.model.brief import Answer, Questions
from tests.elicit.small_models import shop

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


def asked() -> Questions:
    result = elicit("Add a shopping cart", shop())
    assert isinstance(result, Questions)
    return result


def test_an_untouched_file_answers_nothing():
    assert read_answers(write_answers(asked().questions)) == ()


def test_each_question_shows_its_why_its_options_and_its_default():
    text = write_answers(asked().questions, title="Add a cart")
    flat = " ".join(text.replace("\n#", " ").split())
    for question in asked().questions:
        assert question.text in flat
        assert question.why in flat
        assert f"Default: {question.default}" in flat
        assert f'\n{question.id} = ""\n' in text
    assert [line for line in text.splitlines() if line.startswith("# ----")] == [
        "# ---- Business ----",
        "# ---- Technical ----",
        "# ---- Pain points ----",
        "# ---- Scale ----",
    ]


def test_a_filled_in_file_leads_to_a_brief_without_assumptions():
    questions = asked().questions
    answers = [Answer(question=each.id, value=each.default) for each in questions]
    given_back = read_answers(write_answers(questions, answers))
    brief = elicit("Add a shopping cart", shop(), given_back)
    assert not isinstance(brief, Questions)
    assert not any(each.assumed for each in brief.answers)


@given(TEXT)
def test_any_answer_is_read_back_with_its_spaces_tidied(value):
    question = asked().questions[0]
    text = write_answers([question], [Answer(question=question.id, value=value)])
    tidy = " ".join(value.split())
    assert read_answers(text) == ((Answer(question=question.id, value=tidy),) if tidy else ())


def test_numbers_and_truth_need_no_quotes():
    assert read_answers("a = 5\nb = true # yes, please\nc = 'x y'\n") == (
        Answer(question="a", value="5"),
        Answer(question="b", value="yes"),
        Answer(question="c", value="x y"),
    )


def test_every_fault_is_named_with_its_line():
    with pytest.raises(Misused) as caught:
        read_answers('a = yes\nwhat is this\nb = ["x"]\nc = "x"\nc = "y"\n', place="x.toml")
    assert [fault.split(": ")[0] for fault in caught.value.faults] == [
        "x.toml:1",
        "x.toml:2",
        "x.toml:3",
        "x.toml:5",
    ]
    assert "double quotes" in caught.value.faults[0]
    assert "line 4" in caught.value.faults[3]
