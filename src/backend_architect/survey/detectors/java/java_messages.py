"""Messages Java programs send and receive.

Recognises: `@KafkaListener(topics=)`, `KafkaTemplate.send`, `ProducerRecord`,
`@RabbitListener(queues=, bindings=)`, `RabbitTemplate.convertAndSend`, `@JmsListener`,
`JmsTemplate.convertAndSend`, `@SqsListener`, Spring Cloud Stream's `@StreamListener`, `@Input`,
`@Output`, `@EnableBinding(Source, Sink, Processor)`, `StreamBridge.send`, MicroProfile's
`@Incoming` and `@Outgoing`; consumers subscribed by hand (`consumer.subscribe`).
Versions seen: Spring Kafka 1 to 4, Spring AMQP 1 to 4, Spring Cloud Stream 1 to 4.
Not recognised: topics that are computed (a gap says so); functional bindings (see the settings).
Documentation: https://docs.spring.io/spring-kafka/reference/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Message, Opaque
from backend_architect.survey.grammars.java.text import expression
from backend_architect.survey.idioms.java.annotations import name_of, pairs, said, text

_LISTENERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "KafkaListener": ("kafka", ("topics", "topicPattern", "value")),
    "RabbitListener": ("rabbitmq", ("queues", "value")),
    "JmsListener": ("jms", ("destination",)),
    "SqsListener": ("sqs", ("value", "queueNames")),
    "StreamListener": ("", ("value", "target")),
    "Incoming": ("", ("value",)),
}
_SENDERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Outgoing": ("", ("value",)),
    "Output": ("", ("value",)),
    "SendTo": ("", ("value",)),
}
_SENDS = ("send", "convertAndSend", "sendDefault", "convertSendAndReceive", "sendAndReceive")
#: What the sender is called, or its type in the file -> the broker it speaks to.
_BROKERS = (
    (re.compile(r"kafka", re.I), "kafka"), (re.compile(r"rabbit|amqp", re.I), "rabbitmq"),
    (re.compile(r"jms", re.I), "jms"), (re.compile(r"sqs|queueMessaging", re.I), "sqs"),
    (re.compile(r"streamBridge|source|MessageChannel", re.I), ""),
)  # fmt: skip
_BINDINGS = {"Source": ("send",), "Sink": ("receive",), "Processor": ("send", "receive")}
_ANNOTATIONS = " ".join(f'"{name}"' for name in sorted({*_LISTENERS, *_SENDERS, "EnableBinding"}))
_CALLS = " ".join(f'"{name}"' for name in _SENDS)


@detector(
    language="java",
    anchors=(*(f"@{name}" for name in sorted({*_LISTENERS, *_SENDERS, "EnableBinding"})),
             "KafkaTemplate", "RabbitTemplate", "AmqpTemplate", "JmsTemplate", "StreamBridge",
             "ProducerRecord", "MessageChannel", "Template", "KafkaConsumer", "Source"),
    query=f"""
([(annotation name: (identifier) @_name) (marker_annotation name: (identifier) @_name)] @annotation
  (#any-of? @_name {_ANNOTATIONS}))
(method_invocation object: (_) @sender name: (identifier) @_send (#any-of? @_send {_CALLS})
  arguments: (argument_list . (_) @address))
(object_creation_expression type: [(type_identifier) (generic_type)] @_record
  (#match? @_record "^ProducerRecord") arguments: (argument_list . (_) @topic))
(method_invocation object: (_) @_consumer name: (identifier) @_subscribe
  (#eq? @_subscribe "subscribe") (#match? @_consumer "[cC]onsumer")
  arguments: (argument_list . (_) @topics))
""",
)  # fmt: skip
def java_messages(match: Match) -> Iterator[Fact]:
    """Say what is sent or received at this match."""
    annotation = match.node("annotation")
    if annotation is not None:
        yield from _annotated(match, annotation)
    elif match.node("sender") is not None:
        yield from _sent(match)
    elif (topic := match.node("topic")) is not None:
        yield _message(match, topic, "topic", "send", "kafka")
    elif (topics := match.node("topics")) is not None:
        inner = re.search(r"\(\s*(\"[^\"]+\"|[\w.]+)\s*\)", node_text(topics))
        address: Expression = Opaque(source=inner[1].strip('"') if inner else "")
        yield Message(
            lines=node_lines(topics), scope=match.scope("topics"), direction="receive",
            broker="kafka", address=address,
        )  # fmt: skip


def _annotated(match: Match, annotation: Node) -> Iterator[Fact]:
    name, lines = name_of(annotation), node_lines(annotation)
    scope = match.scope("annotation")
    direction: Literal["send", "receive"] = "receive" if name in _LISTENERS else "send"
    if name == "EnableBinding":
        for bound in re.findall(r"\b(Source|Sink|Processor)\.class", node_text(annotation)):
            for way in _BINDINGS[bound]:
                word: Literal["send", "receive"] = "send" if way == "send" else "receive"
                nobody = Opaque(source="")
                yield Message(lines=lines, scope=scope, direction=word, broker="", address=nobody)
        return
    broker, keys = _LISTENERS.get(name) or _SENDERS[name]
    addresses = said(annotation, *keys) or list(_queues(annotation)) or [Opaque(source="")]
    for address in addresses:
        yield Message(
            lines=lines, scope=scope, direction=direction, broker=broker, address=address,
            handler=_handler(annotation) if direction == "receive" else "",
        )  # fmt: skip


def _queues(annotation: Node) -> Iterator[Expression]:
    """The queues of `bindings = @QueueBinding(value = @Queue("name"), ...)`."""
    for value in pairs(annotation).values():
        waiting = [value]
        while waiting:
            node = waiting.pop()
            if (
                node.type == "annotation"
                and name_of(node) == "Queue"
                and text(node, "value", "name")
            ):
                yield from said(node, "value", "name")
            else:
                waiting.extend(reversed(node.named_children))


def _handler(annotation: Node) -> str:
    declared = annotation.parent.parent if annotation.parent is not None else None
    name = declared.child_by_field_name("name") if declared is not None else None
    return node_text(name) if name is not None else ""


def _sent(match: Match) -> Iterator[Fact]:
    sender = match.text("sender")
    own = _type_of(match, sender.rpartition(".")[2])
    broker = next((b for pattern, b in _BROKERS if pattern.search(own or sender)), None)
    if broker is not None:
        yield _message(match, match.nodes("address")[0], "address", "send", broker)


def _type_of(match: Match, name: str) -> str:
    """The type a field or parameter of this name is declared with in the file."""
    if not re.fullmatch(r"\w+", name):
        return ""
    found = re.search(rf"\b([A-Z]\w*)(?:<[^;()]*>)?\s+{name}\s*[;=,)]", match.source.text)
    return found[1] if found else ""


def _message(
    match: Match, node: Node, capture: str, direction: Literal["send", "receive"], broker: str
) -> Message:
    return Message(
        lines=node_lines(node), scope=match.scope(capture), direction=direction, broker=broker,
        address=expression(node),
    )  # fmt: skip
