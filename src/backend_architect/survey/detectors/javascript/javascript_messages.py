"""Messages that programs of Node send and receive.

Recognises: kafkajs (`producer.send({topic})`, `consumer.subscribe({topic})`), node-rdkafka
(`produce`), amqplib (`sendToQueue`, `publish`, `consume`), NATS (`nc.publish`, `nc.subscribe`),
Redis (`publish`, `subscribe`, `xadd`), the SQS client (`QueueUrl` of commands), BullMQ and Bull
(`new Queue("x")`, `new Worker("x")`), NestJS's `@MessagePattern` and `@EventPattern` with
`client.emit` and `client.send`.
Versions seen: kafkajs 1 and 2, amqplib 0.5 to 0.10, BullMQ 1 to 5, Bull 3 and 4, NestJS 6 to 11.
Not recognised: topics that are computed; clients wrapped in classes of other files.
Documentation: https://kafka.js.org/docs/producing
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Message

Direction: TypeAlias = Literal["send", "receive"]
#: What a file must import -> the broker, and the methods with their direction and the key of the
#: address where it stands in an object.
_BROKERS: tuple[tuple[str, str, dict[str, tuple[Direction, str]]], ...] = (
    ("kafkajs|kafka-node|node-rdkafka", "kafka", {
        "send": ("send", "topic"), "produce": ("send", ""), "subscribe": ("receive", "topic"),
    }),
    ("amqplib|amqp-connection-manager", "rabbitmq", {
        "sendToQueue": ("send", ""), "publish": ("send", ""), "consume": ("receive", ""),
    }),
    ("nats", "nats", {"publish": ("send", ""), "subscribe": ("receive", "")}),
    ("bullmq|bull|bee-queue", "redis", {"Queue": ("send", ""), "Worker": ("receive", "")}),
    ("@aws-sdk/client-sqs|aws-sdk", "aws-sqs", {
        "SendMessageCommand": ("send", "QueueUrl"), "sendMessage": ("send", "QueueUrl"),
        "ReceiveMessageCommand": ("receive", "QueueUrl"),
        "receiveMessage": ("receive", "QueueUrl"),
    }),
    ("redis|ioredis", "redis", {
        "publish": ("send", ""), "subscribe": ("receive", ""), "xadd": ("send", ""),
        "xAdd": ("send", ""),
    }),
    ("@nestjs/microservices", "", {
        "MessagePattern": ("receive", ""), "EventPattern": ("receive", ""), "emit": ("send", ""),
    }),
)  # fmt: skip
_NAMES = " ".join(f'"{n}"' for n in sorted({n for _, _, names in _BROKERS for n in names}))
_QUEUES = frozenset(("aws-sqs", "rabbitmq"))


@detector(
    language="javascript",
    anchors=("kafka", "amqp", "nats", "bull", "bee-queue", "sqs", "aws-sdk", "redis",
             "@nestjs/microservices"),
    query=f"""
    (call_expression
      function: [(identifier) @name (member_expression property: (property_identifier) @name)]
      arguments: (arguments . (_) @address) (#any-of? @name {_NAMES}))
    (new_expression constructor: (identifier) @name
      arguments: (arguments . (_) @address) (#any-of? @name {_NAMES}))
    """,
)  # fmt: skip
def javascript_messages(match: Match) -> Iterator[Fact]:
    """One message for each address that a call names."""
    name, node = match.text("name"), match.nodes("address")[0]
    for module, broker, names in _BROKERS:
        if name in names and _imports(match.source.text, module):
            direction, key = names[name]
            address = _address(match, node, key)
            if address is not None:
                yield Message(
                    lines=node_lines(node), scope=match.scope("address"), direction=direction,
                    broker=broker, address=address,
                    kind="queue" if broker in _QUEUES else "pubsub",
                )  # fmt: skip
            return


def _imports(text: str, module: str) -> bool:
    return bool(re.search(rf"(?:from|require\(|import)\s*[\"'](?:{module})[\"']", text))


def _address(match: Match, node: Node, key: str) -> Expression | None:
    """The address itself, or what stands under its key of an object."""
    grammar = match.source.grammar
    if grammar is None or node.type in ("arrow_function", "function_expression"):
        return None
    if node.type != "object":
        return grammar.expression(node)
    for pair in node.named_children:
        name = pair.child_by_field_name("key")
        value = pair.child_by_field_name("value")
        if pair.type == "shorthand_property_identifier" and node_text(pair) == key:
            return grammar.expression(pair)
        if name is not None and value is not None and node_text(name) in (key, "topic", "cmd"):
            return grammar.expression(value)
    return None
