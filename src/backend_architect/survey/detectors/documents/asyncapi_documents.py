"""AsyncAPI documents: the messages a program sends and receives.

Recognises: YAML and JSON texts that say `asyncapi: 2.x` (`publish` and `subscribe` below
`channels`) or `3.x` (`operations` with `action` and their channel's `address`).
Versions seen: 2.0 to 2.6, 3.0.
Not recognised: channels described in other files.
Documentation: https://www.asyncapi.com/docs/reference/specification/v3.0.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Described, Fact
from backend_architect.survey.idioms.outline import Part, Unreadable, outline

_SAYS = re.compile(r"""(?:^|[{,])[ \t]*["']?asyncapi["']?[ \t]*:[ \t]*["']?[23]""", re.MULTILINE)


@detector(anchors=('"asyncapi"', "asyncapi:"))
def asyncapi_documents(match: Match) -> Iterator[Fact]:
    """One described operation for each way a channel is used."""
    text = match.source.text
    if not match.source.path.endswith((".json", ".yaml", ".yml")) or not _SAYS.search(text):
        return
    try:
        document = outline(text)
    except Unreadable:
        return
    title = document.text("info", "title")
    addresses = {
        channel.key: channel.text("address") or channel.key
        for channel in document.below("channels")
    }
    for channel in document.below("channels"):
        for way in ("publish", "subscribe"):
            said = channel.at(way)
            if said is not None:
                yield _described(said, way, channel.key, said.text("operationId"), title)
    for each in document.below("operations"):
        channel_key = each.text("channel", "$ref").rpartition("/")[2]
        if each.text("action") and channel_key in addresses:
            yield _described(each, each.text("action"), addresses[channel_key], each.key, title)


def _described(part: Part, way: str, address: str, name: str, title: str) -> Described:
    return Described(
        lines=(part.first, part.first),
        document="asyncapi",
        method=way.upper(),
        path=f"/{address.lstrip('/')}",
        name=name,
        service=title,
    )
