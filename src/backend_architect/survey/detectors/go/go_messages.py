"""Messages that Go programs send and receive, and work they do by the clock.

Recognises: `Topic:` of kafka-go's `Writer`, `WriterConfig`, `Message` and `ReaderConfig` and of
sarama's `ProducerMessage`, sarama's `Consume` with a list of topics, amqp091's `Publish`,
`PublishWithContext` and `Consume`, NATS' `Publish`, `Subscribe`, `QueueSubscribe`; robfig/cron's
`AddFunc` and `AddJob`.
Versions seen: kafka-go 0.2 to 0.4, sarama 1, amqp091-go 1, nats.go 1, cron 1 to 3.
Not recognised: topics that are computed; clients wrapped in types of other files.
Documentation: https://pkg.go.dev/github.com/segmentio/kafka-go
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Message, Task
from backend_architect.survey.grammars.go.text import text_of

Direction: TypeAlias = Literal["send", "receive"]
_STRUCTS: dict[str, Direction] = {
    "Writer": "send", "WriterConfig": "send", "ProducerMessage": "send", "Message": "send",
    "ReaderConfig": "receive",
}  # fmt: skip
#: Import, broker, methods with their direction and the position of the address.
_CALLS: tuple[tuple[str, str, dict[str, tuple[Direction, int]]], ...] = (
    ("amqp", "rabbitmq", {
        "Publish": ("send", 1), "PublishWithContext": ("send", 2), "Consume": ("receive", 0),
    }),
    ("nats-io", "nats", {
        "Publish": ("send", 0), "Subscribe": ("receive", 0), "QueueSubscribe": ("receive", 0),
    }),
)  # fmt: skip
_NAMES = '"Publish" "PublishWithContext" "Consume" "Subscribe" "QueueSubscribe" "AddFunc" "AddJob"'


@detector(
    language="go",
    anchors=("kafka", "sarama", "amqp", "nats-io", "robfig/cron"),
    query=f"""
    (composite_literal type: (qualified_type name: (type_identifier) @struct)
      body: (literal_value (keyed_element . (_) @_key (_) @topic))
      (#eq? @_key "Topic"))
    (call_expression function: (selector_expression field: (field_identifier) @called)
      arguments: (argument_list) @arguments (#any-of? @called {_NAMES}))
    """,
)
def go_messages(match: Match) -> Iterator[Fact]:
    """One message for each address, one task for each schedule."""
    topic = match.node("topic")
    if topic is not None:
        direction = _STRUCTS.get(match.text("struct"))
        if direction is not None:
            value = topic.named_children[0] if topic.type == "literal_element" else topic
            yield _message(match, value, "topic", direction, "kafka")
        return
    called, given = match.text("called"), match.nodes("arguments")[0].named_children
    if called in ("AddFunc", "AddJob"):
        yield from _task(match, given)
        return
    for module, broker, methods in _CALLS:
        if called in methods and module in match.source.text:
            way, position = methods[called]
            if len(given) > position:
                yield _message(match, given[position], "arguments", way, broker)
            return


def _message(match: Match, node: Node, capture: str, direction: Direction, broker: str) -> Message:
    grammar = match.source.grammar
    assert grammar is not None  # noqa: S101  # narrows: a match with captures comes from a parsed file
    address: Expression = grammar.expression(node)
    return Message(
        lines=node_lines(node), scope=match.scope(capture), direction=direction, broker=broker,
        address=address, kind="queue" if broker == "rabbitmq" else "pubsub",
    )  # fmt: skip


def _task(match: Match, given: list[Node]) -> Iterator[Fact]:
    if len(given) > 1 and given[0].type.endswith("string_literal") and "cron" in match.source.text:
        handler = (
            node_text(given[1]) if given[1].type in ("identifier", "selector_expression") else ""
        )
        scope = match.scope("arguments")
        yield Task(
            lines=node_lines(given[0]), scope=scope, name=handler or scope.rpartition(".")[2],
            schedule=text_of(given[0]), handler=handler, framework="robfig-cron",
        )  # fmt: skip
