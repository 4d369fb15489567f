"""Words that Strapi's content types and their routes share."""

from __future__ import annotations

#: The name by which the routes of a content type know its schema.
CONTENT_TYPE = "(content type)"
#: Conventional action -> method, and the path behind a collection's own.
ACTIONS = {
    "find": ("GET", ""), "findOne": ("GET", "/{id}"), "create": ("POST", ""),
    "update": ("PUT", "/{id}"), "delete": ("DELETE", "/{id}"),
}  # fmt: skip
#: Those of a single type, which stand at its own path.
SINGLE = ("find", "update", "delete")
