"""The conventional actions of Grails."""

from __future__ import annotations

#: A program with the default mapping reaches controllers by their names and those of their actions.
CONVENTION = "grails-convention"

#: The actions of a REST resource: methods and what stands behind the path.
RESOURCE: dict[str, tuple[tuple[str, ...], str]] = {
    "index": (("GET",), ""), "save": (("POST",), ""), "show": (("GET",), "{id}"),
    "update": (("PUT",), "{id}"), "patch": (("PATCH",), "{id}"), "delete": (("DELETE",), "{id}"),
}  # fmt: skip
#: Those of a resource of which there is one.
SINGLE: dict[str, tuple[tuple[str, ...], str]] = {
    name: (methods, "") for name, (methods, _) in RESOURCE.items() if name != "index"
}
