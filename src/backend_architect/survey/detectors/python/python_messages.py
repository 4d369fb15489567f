"""Messages that Python programs send and receive.

Recognises: kafka-python and aiokafka (`producer.send("t")`, `send_and_wait`, `KafkaConsumer("t")`),
confluent-kafka (`produce("t")`, `subscribe(["t"])`), pika and aio-pika (`basic_publish`,
`basic_consume`), boto3's SQS and SNS (`send_message(QueueUrl=)`, `receive_message`, `publish`),
NATS (`nc.publish`, `nc.subscribe`), Redis (`publish`, `xadd`, pubsub's `subscribe`), FastStream's
`@broker.subscriber("t")` and `@broker.publisher("t")`.
Versions seen: kafka-python 1 and 2, confluent-kafka 1 and 2, pika 0.13 to 1, nats-py 2.
Not recognised: topics that are computed; clients wrapped in classes of other files.
Documentation: https://kafka-python.readthedocs.io/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Message, Opaque
from backend_architect.survey.idioms.python.calls import arguments, expression, scope

Direction: TypeAlias = Literal["send", "receive"]
#: What a file must import -> the broker, and the methods that send and receive with the keywords
#: of the address (its position is the first where the keyword is not given).
_BROKERS: tuple[tuple[str, str, dict[str, tuple[Direction, str]]], ...] = (
    ("kafka", "kafka", {
        "send": ("send", "topic"), "send_and_wait": ("send", "topic"),
        "produce": ("send", "topic"), "KafkaConsumer": ("receive", ""),
        "AIOKafkaConsumer": ("receive", ""), "subscribe": ("receive", "topics"),
    }),
    ("pika", "rabbitmq", {
        "basic_publish": ("send", "routing_key"), "basic_consume": ("receive", "queue"),
    }),
    ("boto3", "aws-sqs", {
        "send_message": ("send", "QueueUrl"), "receive_message": ("receive", "QueueUrl"),
    }),
    ("nats", "nats", {
        "publish": ("send", "subject"), "subscribe": ("receive", "subject"),
    }),
    ("redis", "redis", {
        "publish": ("send", "channel"), "xadd": ("send", "name"), "xread": ("receive", "streams"),
        "psubscribe": ("receive", ""),
    }),
    ("faststream", "", {"subscriber": ("receive", ""), "publisher": ("send", "")}),
)  # fmt: skip
_METHODS = sorted({method for _, _, methods in _BROKERS for method in methods})
_NAMES = " ".join(f'"{name}"' for name in _METHODS)


@detector(
    language="python",
    anchors=("kafka", "pika", "boto3", "nats", "redis", "faststream"),
    query=f"""
    (call function: [(identifier) @_name (attribute attribute: (identifier) @_name)]
      (#any-of? @_name {_NAMES})) @call
    """,
)
def python_messages(match: Match) -> Iterator[Fact]:
    """One message for each address that a call names."""
    call = match.nodes("call")[0]
    called = node_text(call.child_by_field_name("function") or call)
    for module, broker, methods in _BROKERS:
        method = called.rpartition(".")[2]
        if method in methods and _imports(match.source.text, module):
            direction, keyword = methods[method]
            address = _address(call, keyword)
            if address is not None:
                yield Message(
                    lines=node_lines(call), scope=scope(call), direction=direction, broker=broker,
                    address=address, kind="queue" if broker == "aws-sqs" else "pubsub",
                )  # fmt: skip
            return


def _imports(text: str, module: str) -> bool:
    return bool(re.search(rf"^\s*(?:from|import)\s+[\w.]*{module}", text, re.MULTILINE))


def _address(call: Node, keyword: str) -> Expression | None:
    """The address, the first of a list; Opaque if it stands under another keyword."""
    node = arguments(call).get(keyword, 0)
    while node is not None and node.type in ("list", "tuple") and node.named_children:
        node = node.named_children[0]
    if node is None or node.type in ("dictionary", "lambda"):
        return Opaque(source="") if arguments(call).keywords else None
    return expression(node)
