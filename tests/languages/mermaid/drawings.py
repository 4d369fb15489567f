"""Diagrams for the tests, and texts that mermaid's own parser has judged."""

from __future__ import annotations

from pathlib import Path

from backend_architect.languages.mermaid.diagrams import (
    Attribute,
    Branch,
    Edge,
    Entity,
    EntityDiagram,
    Flowchart,
    Fragment,
    Group,
    Message,
    Node,
    Participant,
    Relation,
    Sequence,
)
from backend_architect.languages.mermaid.write import write

VERDICTS = Path(__file__).parent / "verdicts.json"
ORACLE = Path(__file__).parent / "oracle"

HOSTILE = (
    'a"] --> evil["x', "end", "%%{init: {}}%%", "`**bold**`", "<script>alert(1)</script>",
    "a\nclick a href", "#quot;", "style x:#fff;", "```\n# heading", "a;b", "o", "x", "default",
    "größe \N{RIGHT-TO-LEFT OVERRIDE}x", "\N{SNOWMAN}", "a:::b", "graph TD", "A & B", "\\", "{}",
    "class", "1", "-", "@{shape: x}", "a|b", "(((", "subgraph z", "%% gone", "---", "$$x$$",
    "as", "note over a: b", "else", "+a", "#35;", "&quot;", "participant", "\N{ZERO WIDTH SPACE}a",
)  # fmt: skip

SHOP = Flowchart(
    nodes=(
        Node(id="shop/api", label="API\nTakes orders", shape="hexagon"),
        Node(id="db", label="orders", shape="cylinder"),
        Node(id="queue", label="events", shape="subroutine"),
        Node(id="person", label="Customer", shape="stadium"),
    ),
    edges=(
        Edge(source="person", target="shop/api", label="HTTPS: order"),
        Edge(source="shop/api", target="db"),
        Edge(source="shop/api", target="queue", label="order placed", dotted=True),
    ),
    groups=(
        Group(id="inner", label="data", members=("db",)),
        Group(id="shop", label="Shop (ours)", members=("shop/api", "inner")),
    ),
)
TABLES = EntityDiagram(
    entities=(
        Entity(
            id="db/orders",
            label="orders",
            attributes=(
                Attribute(type="bigint", name="id", keys=("PK",)),
                Attribute(
                    type="timestamp with time zone", name="createdAt", comment='when "placed"'
                ),
                Attribute(type="numeric(12,2)", name="total"),
                Attribute(type="bigint", name="customer_id", keys=("FK", "UK")),
                Attribute(type='"Odd Type"', name="odd name"),
            ),
        ),
        Entity(id="db/customers", label="customers"),
    ),
    relations=(
        Relation(parent="db/customers", child="db/orders", label="customer_id"),
        Relation(parent="db/orders", child="db/orders", optional=True, single=True),
    ),
)
LOGIN = Sequence(
    participants=(
        Participant(id="user", label="Customer", actor=True),
        Participant(id="api", label="Shop API"),
    ),
    steps=(
        Message(source="user", target="api", text="GET /login?next=/cart#top; a: b"),
        Fragment(
            kind="alt",
            branches=(
                Branch(
                    label="known",
                    steps=(Message(source="api", target="user", text="302 Found", kind="reply"),),
                ),
                Branch(
                    label="unknown",
                    steps=(
                        Fragment(
                            kind="opt",
                            branches=(
                                Branch(
                                    label="",
                                    steps=(
                                        Message(
                                            source="api", target="mail", text="end", kind="async"
                                        ),
                                    ),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
)


def hostile_flowchart() -> Flowchart:
    nodes = tuple(Node(id=text, label=text) for text in HOSTILE)
    edges = tuple(
        Edge(source=text, target=HOSTILE[0], label=text, dotted=index % 2 == 0)
        for index, text in enumerate(HOSTILE)
    )
    group = Group(id="end of all", label=HOSTILE[0], members=HOSTILE[:9])
    return Flowchart(nodes=nodes, edges=edges, groups=(group,))


def hostile_tables() -> EntityDiagram:
    entities = tuple(
        Entity(
            id=text,
            label=text,
            attributes=(Attribute(type=text, name=text, keys=("PK", "FK"), comment=text),),
        )
        for text in HOSTILE
    )
    relations = tuple(Relation(parent=text, child=HOSTILE[0], label=text) for text in HOSTILE)
    return EntityDiagram(entities=entities, relations=relations)


def hostile_sequence() -> Sequence:
    return Sequence(
        participants=tuple(Participant(id=text, label=text) for text in HOSTILE),
        steps=tuple(
            Fragment(
                kind="alt",
                branches=(
                    Branch(label=text, steps=(Message(source=text, target=HOSTILE[0], text=text),)),
                    Branch(label=text),
                ),
            )
            for text in HOSTILE
        ),
    )


#: Texts by hand: forms people use, and mistakes they make.
TEXTS = (
    "graph TD\n  A[Start] --> B{Is it?}\n  B -->|Yes| C[OK]\n  B -- No --> D((End))\n",
    "flowchart LR\n  a --> b & c --> d\n",
    "flowchart TB; a-->b; b-->c;\n",
    "flowchart LR\n  a -.->|maybe| b\n  b ==> c\n  c --- d\n  d -. text .-> a\n",
    (
        "flowchart LR\n  subgraph one [First]\n    a --> b\n    subgraph two\n      c\n    end\n"
        "  end\n  a --> c\n"
    ),
    "flowchart LR\n  %% a comment\n  a:::big --> b\n  classDef big fill:#f96\n",
    "flowchart LR\n  a([x]) --> b[[y]] --> c[(z)] --> d{{h}} --> e[/p/] --> f>flag]\n",
    'flowchart LR\n  a["quoted (text) [here]"]\n',
    "flowchart LR\n  a[unclosed\n",
    "flowchart LR\n  a --> \n",
    "flowchart LR\n  subgraph s\n  a\n",
    "flowchart LR\n  end\n",
    "flowchart LR\n  a b\n",
    'flowchart LR\n  a["x"y"]\n',
    "flowchart XX\n  a\n",
    "flowchart LR\n  end --> a\n",
    "flowchart LR\n  a --> b[(x]\n",
    "erDiagram\n  CUSTOMER ||--o{ ORDER : places\n  ORDER }|..|| PRODUCT : \"made of\"\n",
    'erDiagram\n  A {\n    int id PK, FK "key"\n    varchar(20) name UK\n    text[] tags\n  }\n',
    'erDiagram\n  a["A b"] {\n    int id\n  }\n  a ||--o| b : ""\n  b }o--|| a : x\n',
    "erDiagram\n  A {\n    int\n  }\n",
    "erDiagram\n  A {\n    int id PK FK\n  }\n",
    "erDiagram\n  A {\n    int id\n",
    "erDiagram\n  A ||--o{ B\n",
    "erDiagram\n  A -- B : x\n",
    "erDiagram\n  A {\n    numeric(1,2) x\n  }\n",
    "erDiagram\n  A\n  B\n",
    (
        "sequenceDiagram\n  participant a as Alice\n  actor b\n  a->>b: Hi\n  b-->>a: Ho\n"
        "  a-)b: async\n"
    ),
    "sequenceDiagram\n  a->>+b: x\n  b-->>-a: y\n  Note over a,b: n\n  autonumber\n",
    (
        "sequenceDiagram\n  alt x\n    a->>b: 1\n  else y\n    a->>b: 2\n  end\n"
        "  loop z\n    b->>a: 3\n  end\n"
    ),
    "sequenceDiagram\n  par x\n    a->>b: 1\n  and y\n    a->>b: 2\n  end\n",
    "sequenceDiagram\n  alt x\n    a->>b: 1\n",
    "sequenceDiagram\n  a->>b\n",
    "sequenceDiagram\n  a b: c\n",
    "sequenceDiagram\n  end\n",
    "sequenceDiagram\n  else x\n",
    "gibberish\n",
    "",
)  # fmt: skip


def texts() -> list[str]:
    """Everything mermaid's own parser is asked about."""
    drawn = (SHOP, TABLES, LOGIN, hostile_flowchart(), hostile_tables(), hostile_sequence())
    return [write(each) for each in drawn] + list(TEXTS)
