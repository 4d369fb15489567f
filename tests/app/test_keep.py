import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_architect.app.keep import Kept, keep

from .test_gate import Drawer

FOLDER = ".claude/doc/cart"
PLAN = f"{FOLDER}.md"
RECORD = f"{FOLDER}/written.json"


def kept(drawer: Drawer, **files: str) -> list[str]:
    """The plan and files of its folder, written; where each of them went."""
    named = {
        PLAN if name == "plan" else f"{FOLDER}/{name}.sql": text for name, text in files.items()
    }
    written = keep(drawer, FOLDER, {path: text.encode() for path, text in named.items()})
    return [each.path for each in written.kept]


def test_documents_are_written_where_they_belong_and_recorded():
    drawer = Drawer()
    assert kept(drawer, plan="one", schema="two") == [PLAN, f"{FOLDER}/schema.sql"]
    assert drawer.files[PLAN] == b"one"
    assert sorted(json.loads(drawer.files[RECORD])["written"]) == [PLAN, f"{FOLDER}/schema.sql"]


def test_what_we_wrote_ourselves_is_replaced():
    drawer = Drawer()
    kept(drawer, plan="one")
    assert kept(drawer, plan="two") == [PLAN]
    assert drawer.files[PLAN] == b"two"


def test_the_same_documents_leave_the_same_bytes():
    drawer = Drawer()
    kept(drawer, plan="one", schema="s")
    before = dict(drawer.files)
    kept(drawer, schema="s", plan="one")
    assert drawer.files == before


def test_an_edited_document_stays_and_ours_goes_beside_it():
    drawer = Drawer()
    kept(drawer, plan="one")
    drawer.files[PLAN] = b"edited"
    result = keep(drawer, FOLDER, {PLAN: b"two"})
    assert result.kept == (Kept(wanted=PLAN, path=f"{FOLDER}-2.md"),)
    assert result.kept[0].stood_aside
    assert (drawer.files[PLAN], drawer.files[f"{FOLDER}-2.md"]) == (b"edited", b"two")


def test_the_one_beside_is_replaced_until_it_is_edited_too():
    drawer = Drawer()
    kept(drawer, plan="one")
    drawer.files[PLAN] = b"edited"
    assert kept(drawer, plan="two") == [f"{FOLDER}-2.md"]
    assert kept(drawer, plan="three") == [f"{FOLDER}-2.md"]
    drawer.files[f"{FOLDER}-2.md"] = b"edited too"
    assert kept(drawer, plan="four") == [f"{FOLDER}-3.md"]


def test_an_edit_taken_back_makes_the_place_ours_again():
    drawer = Drawer()
    kept(drawer, plan="one")
    drawer.files[PLAN] = b"edited"
    kept(drawer, plan="two")
    drawer.files[PLAN] = b"one"
    assert kept(drawer, plan="three") == [PLAN]


def test_a_document_that_was_never_ours_stays():
    drawer = Drawer()
    drawer.files[PLAN] = b"somebody's own"
    assert kept(drawer, plan="one") == [f"{FOLDER}-2.md"]
    assert drawer.files[PLAN] == b"somebody's own"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"written": 1}', b"\xff"])
def test_without_a_sound_record_nothing_is_taken_for_ours(damage):
    drawer = Drawer()
    kept(drawer, plan="one")
    drawer.files[RECORD] = damage
    assert kept(drawer, plan="two") == [f"{FOLDER}-2.md"]
    assert drawer.files[PLAN] == b"one"


def test_files_of_an_earlier_run_that_nobody_edited_are_told_as_stale():
    drawer = Drawer()
    kept(drawer, plan="one", a="a", b="b", c="c")
    drawer.files[f"{FOLDER}/b.sql"] = b"edited"
    del drawer.files[f"{FOLDER}/c.sql"]
    assert keep(drawer, FOLDER, {PLAN: b"two"}).stale == (f"{FOLDER}/a.sql",)


def test_two_documents_never_share_a_place():
    drawer = Drawer()
    drawer.files[PLAN] = b"foreign"
    result = keep(drawer, FOLDER, {PLAN: b"one", f"{FOLDER}-2.md": b"two"})
    assert len({each.path for each in result.kept}) == 2
    assert {drawer.files[each.path] for each in result.kept} == {b"one", b"two"}


texts = st.sampled_from(["a", "b", "c"])
acts = st.lists(st.one_of(texts.map(lambda t: ("we", t)), texts.map(lambda t: ("they", t))))


@given(acts)
def test_whatever_happens_no_edit_is_ever_lost(happenings):
    drawer = Drawer()
    edits = 0
    for who, text in happenings:
        if who == "we":
            path = kept(drawer, plan=text)[0]
            assert drawer.files[path] == text.encode()
        else:
            drawer.files[PLAN] = f"edit {edits} {text}".encode()
            edits += 1
        if edits:
            assert drawer.files[PLAN].startswith(b"edit")
