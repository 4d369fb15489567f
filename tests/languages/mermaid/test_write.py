import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_architect.languages.mermaid.diagrams import (
    Attribute,
    Edge,
    Entity,
    EntityDiagram,
    Flowchart,
    Fragment,
    Message,
    Node,
    Participant,
    Relation,
    Sequence,
)
from backend_architect.languages.mermaid.names import escaped, node_id, original_id, unescaped
from backend_architect.languages.mermaid.read import read
from backend_architect.languages.mermaid.write import write
from tests.languages.mermaid import drawings


def test_a_flowchart_is_written_as_expected() -> None:
    assert write(drawings.SHOP) == (
        "flowchart LR\n"
        '    nqueue[["events"]]\n'
        '    nperson(["Customer"])\n'
        '    nshop["Shop (ours)"]\n'.replace(
            'nshop["Shop (ours)"]', 'subgraph nshop["Shop (ours)"]'
        )
        + '        nshop_2f_api{{"API<br/>Takes orders"}}\n'
        '        subgraph ninner["data"]\n'
        '            ndb[("orders")]\n'
        "        end\n"
        "    end\n"
        '    nperson -->|"HTTPS#58; order"| nshop_2f_api\n'
        "    nshop_2f_api --> ndb\n"
        '    nshop_2f_api -.->|"order placed"| nqueue\n'
    )


def test_tables_are_written_as_expected() -> None:
    assert write(drawings.TABLES) == (
        "erDiagram\n"
        '    ndb_2f_orders["orders"] {\n'
        "        bigint id PK\n"
        '        timestamp_with_time_zone createdAt "when #34;placed#34;"\n'
        "        numeric(12_2) total\n"
        "        bigint customer_id FK, UK\n"
        "        Odd_Type nodd_20_name\n"
        "    }\n"
        '    ndb_2f_customers["customers"]\n'
        '    ndb_2f_customers ||--o{ ndb_2f_orders : "customer_id"\n'
        '    ndb_2f_orders |o--o| ndb_2f_orders : ""\n'
    )


def test_a_sequence_is_written_as_expected() -> None:
    assert write(drawings.LOGIN) == (
        "sequenceDiagram\n"
        "    actor nuser as Customer\n"
        "    participant napi as Shop API\n"
        "    nuser->>napi: GET /login?next=/cart#35;top#59; a#58; b\n"
        "    alt known\n"
        "        napi-->>nuser: 302 Found\n"
        "    else unknown\n"
        "        opt\n"
        "            napi-)nmail: end\n"
        "        end\n"
        "    end\n"
    )


def test_a_member_that_is_nowhere_defined_is_left_out() -> None:
    text = write(drawings.SHOP)
    assert text.count("subgraph") == text.count("end\n")


@given(st.text())
def test_ids_are_told_apart_and_can_be_turned_back(id: str) -> None:
    assert original_id(node_id(id)) == id
    assert node_id(id).replace("_", "").isalnum()
    assert node_id(id).isascii()


@given(st.text())
def test_a_label_never_leaves_its_quotes(text: str) -> None:
    written = escaped(text)
    assert not set(written) & set('"<>`%{}[]|:\\\n&')
    assert escaped(unescaped(written)) == written


_TEXTS = st.text(max_size=12)


@given(st.lists(st.tuples(_TEXTS, _TEXTS), min_size=1, max_size=6, unique_by=lambda pair: pair[0]))
def test_any_flowchart_is_read_back(pairs: list[tuple[str, str]]) -> None:
    first = pairs[0][0]
    chart = Flowchart(
        nodes=tuple(Node(id=id, label=f"x {label}") for id, label in pairs),
        edges=tuple(Edge(source=id, target=first, label=label) for id, label in pairs),
    )
    found = read(write(chart))
    assert isinstance(found, Flowchart)
    assert {original_id(node.id) for node in found.nodes} == {id for id, _ in pairs}
    assert [(original_id(edge.source), original_id(edge.target)) for edge in found.edges] == [
        (id, first) for id, _ in pairs
    ]


@given(_TEXTS, _TEXTS, _TEXTS)
def test_any_table_is_read_back(id: str, name: str, type: str) -> None:
    attribute = Attribute(type=type, name=name, keys=("PK", "FK"), comment=name)
    diagram = EntityDiagram(
        entities=(Entity(id=id, label=name, attributes=(attribute,)),),
        relations=(Relation(parent=id, child=id, label=name, optional=True),),
    )
    found = read(write(diagram))
    assert isinstance(found, EntityDiagram)
    assert [original_id(entity.id) for entity in found.entities] == [id]
    assert found.entities[0].attributes[0].keys == ("PK", "FK")
    assert found.relations[0].optional


@given(_TEXTS, _TEXTS)
def test_any_message_is_read_back(id: str, text: str) -> None:
    sequence = Sequence(
        participants=(Participant(id=id, label=f"x{text}", actor=True),),
        steps=(Message(source=id, target=id, text=text, kind="reply"),),
    )
    found = read(write(sequence))
    assert isinstance(found, Sequence)
    assert [original_id(each.id) for each in found.participants] == [id]
    (message,) = found.steps
    assert isinstance(message, Message)
    assert message.kind == "reply"


def test_fragments_are_read_back() -> None:
    found = read(write(drawings.LOGIN))
    assert isinstance(found, Sequence)
    fragment = found.steps[1]
    assert isinstance(fragment, Fragment)
    assert [branch.label for branch in fragment.branches] == ["known", "unknown"]
    assert isinstance(fragment.branches[1].steps[0], Fragment)


@pytest.mark.parametrize("text", drawings.HOSTILE)
def test_no_name_opens_a_code_fence_or_a_directive(text: str) -> None:
    written = write(Flowchart(nodes=(Node(id=text, label=text),)))
    assert "```" not in written
    assert "%%" not in written
    assert len(written.splitlines()) == 2
