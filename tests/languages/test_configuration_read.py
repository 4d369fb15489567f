from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_architect.errors import Misused
from backend_architect.languages.configuration.places import lines_of
from backend_architect.languages.configuration.read import read_configuration
from backend_architect.model.configuration import EXAMPLE, MEANINGS, Configuration, Waiver, explain

PROFILES = ("enterprise-planner", "api-designer")


def read(text: str, today: date = date(2026, 11, 21)) -> Configuration:
    return read_configuration(text.encode(), place="c.toml", profiles=PROFILES, today=today)


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(Misused) as caught:
        read(text)
    assert caught.value.exit_code == 2
    return caught.value.faults or (caught.value.message,)


def test_an_empty_file_is_all_defaults():
    assert read("# nothing\n") == Configuration()


def test_the_example_is_read_as_it_says():
    found = read(EXAMPLE)
    assert (found.profile, found.ignores) == ("enterprise-planner", ("legacy/", "*_generated.go"))
    assert (found.volumes, found.rates) == ({"orders": 5_000_000}, {"reads": 200.0, "writes": 20.0})
    assert found.conventions == {"id": "uuid", "url-prefix": "/api/v2"}
    assert found.waivers == (
        Waiver(
            finding="unindexed-foreign-key@shop/orders/customer_id",
            reason="The table keeps fewer than a hundred rows.",
            until="2030-12-31",
        ),
    )


def test_every_key_of_the_example_has_a_meaning_and_every_meaning_an_example():
    keys = {row.key.partition(".")[0] for row in explain(read(EXAMPLE)) if row.source != "default"}
    assert keys == set(MEANINGS)


def test_rows_say_on_which_line_a_value_stands_and_which_are_defaults():
    rows = explain(read('ignores = [\n  "a",\n]\n[volumes]\ncarts = 3\norders = 4\n'))
    assert [(row.key, row.value, row.source) for row in rows] == [
        ("profile", "", "default"),
        ("ignores", "a", "backend-architect.toml:1"),
        ("volumes.carts", "3", "backend-architect.toml:5"),
        ("volumes.orders", "4", "backend-architect.toml:6"),
        ("rates", "", "default"),
        ("conventions", "", "default"),
        ("waivers", "", "default"),
    ]


def test_a_waiver_holds_through_its_last_day():
    text = (
        '[[waivers]]\nfinding = "shared-database"\nreason = "Until the split."\nuntil = 2026-12-01'
    )
    assert read(text, date(2026, 12, 1)).standing == {"shared-database": "Until the split."}
    later = read(text, date(2026, 12, 2))
    assert later.standing == {}
    assert (
        explain(later)[-1].value == "shared-database: Until the split. (until 2026-12-01, expired)"
    )


def test_all_faults_are_told_at_once_in_order_of_their_lines():
    text = """\
profil = "x"
profile = "api-designr"
ignores = "legacy"
kk = 1
rates = 3

[volumes]
orders = "many"
carts = 0
rows = true

[conventions]
url_prefix = "/a"
id = 7

[[waivers]]
finding = "shared-database"

[[waivers]]
reason = " "
until = "soon"
rule = "x"
"""
    assert faults(text) == (
        "c.toml:1: unknown key 'profil'; nearest are profile.",
        "c.toml:2: unknown profile 'api-designr'; nearest are api-designer.",
        "c.toml:3: 'ignores' is a list of globs in quotes.",
        "c.toml:4: unknown key 'kk'; known are " + ", ".join(MEANINGS) + ".",
        "c.toml:5: 'rates' is a table: [rates], then one line for each name.",
        "c.toml:8: 'volumes.orders' must be a whole number of rows, 1 or more.",
        "c.toml:9: 'volumes.carts' must be a whole number of rows, 1 or more.",
        "c.toml:10: 'volumes.rows' must be a whole number of rows, 1 or more.",
        "c.toml:13: unknown key 'url_prefix'; nearest are url-prefix.",
        "c.toml:14: 'conventions.id' must be words in quotes.",
        "c.toml:16: the waiver has no reason: say why the finding may stand.",
        "c.toml:19: the waiver names no finding: give a rule or its id.",
        "c.toml:20: the waiver has no reason: say why the finding may stand.",
        "c.toml:21: 'until' must be a day such as 2030-12-31.",
        "c.toml:22: unknown key 'rule'; known are finding, reason, until.",
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a = 1\nb = = 2\n", "c.toml:2: not TOML: Invalid value."),
        ("[volumes]\norders = 1\norders = 2\n", "c.toml:3: not TOML: Cannot overwrite a value."),
        ('profile = "x', "c.toml:1: not TOML: Unterminated string."),
        ("rates = nan", "c.toml:1: 'rates' is a table: [rates], then one line for each name."),
        ("rates = { reads = inf }",
         "c.toml:1: 'rates.reads' must be a number of requests per second above 0."),
        ("waivers = [1]",
         "c.toml:1: 'waivers' are tables: [[waivers]], then 'finding' and 'reason'."),
    ],
)  # fmt: skip
def test_a_fault_names_its_line(text, fault):
    assert faults(text) == (fault,)


def test_bytes_that_are_no_text_are_misused():
    with pytest.raises(Misused, match=r"c\.toml:2: not UTF-8"):
        read_configuration(b"# a\n\xff", place="c.toml", profiles=(), today=date(2026, 1, 1))


def test_lines_are_found_behind_values_of_several_lines():
    text = '''\
a = """
b = 1
[c]
"""
d = [
  "x]", # ]
  { e = 1 },
]
"f g".h = 2
[i . "j"]
k = \'\'\'x\'\'\'
l = 3
[[m]]
n = 1
[[m]]
n = 2
'''
    assert lines_of(text) == {
        "a": 1, "d": 5, "f g.h": 9, "i.j": 10, "i.j.k": 11, "i.j.l": 12,
        "m.0": 13, "m.0.n": 14, "m.1": 15, "m.1.n": 16,
    }  # fmt: skip


@given(st.text(max_size=200))
def test_any_text_is_a_configuration_or_misused(text):
    try:
        found = read(text)
    except Misused as error:
        found = error
    assert isinstance(found, Configuration) or found.message.startswith("c.toml:")


names = st.text("abcxyz_-", min_size=1, max_size=8)


@given(st.dictionaries(names, st.integers(1, 10**9)), st.integers(0, 5))
def test_every_volume_is_read_and_its_line_found(volumes, blank):
    lines = ["#"] * blank + ["[volumes]"] + [f"{name} = {rows}" for name, rows in volumes.items()]
    found = read("\n".join(lines))
    assert found.volumes == volumes
    for name in volumes:
        assert lines[found.lines[f"volumes.{name}"] - 1].startswith(name)
