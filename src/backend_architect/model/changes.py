"""The difference of two Models, and a Model with a difference applied.

Laws (tested with hypothesis): `diff(a, a)` is empty; `apply(a, diff(a, b)) == b`.
"""

from __future__ import annotations

from typing import TypeAlias

from backend_architect.errors import Defect
from backend_architect.model.architecture import Head, Model, compose
from backend_architect.model.element import Element, Noun


class Added(Noun, frozen=True, kw_only=True, tag="added"):
    """An element that was not there."""

    after: Element

    @property
    def id(self) -> str:
        """The element's id."""
        return self.after.id


class Removed(Noun, frozen=True, kw_only=True, tag="removed"):
    """An element that is there no longer."""

    before: Element

    @property
    def id(self) -> str:
        """The element's id."""
        return self.before.id


class Altered(Noun, frozen=True, kw_only=True, tag="altered"):
    """An element that is there still, but otherwise; after a rename under another id."""

    before: Element
    after: Element

    @property
    def id(self) -> str:
        """The element's new id."""
        return self.after.id


Change: TypeAlias = Added | Removed | Altered


class Changes(Noun, frozen=True, kw_only=True):
    """What turns one Model into another. `head` is None where it stays."""

    changes: tuple[Change, ...] = ()
    head: Head | None = None

    def __bool__(self) -> bool:
        return bool(self.changes) or self.head is not None


def diff(before: Model, after: Model) -> Changes:
    """What turns `before` into `after`, sorted by id.

    An element whose `renamed_from` names an element of `before` that `after` no longer has is
    altered, not removed and added.
    """
    old = {element.id: element for element in before.elements()}
    new = {element.id: element for element in after.elements()}
    changes: list[Change] = []
    renamed: set[str] = set()
    for id, element in new.items():
        source = _source_of(element, old, new)
        if source is None:
            changes.append(Added(after=element))
        elif source != element:
            changes.append(Altered(before=source, after=element))
        if source is not None and source.id != id:
            renamed.add(source.id)
    gone = (element for id, element in old.items() if id not in new and id not in renamed)
    changes.extend(Removed(before=element) for element in gone)
    head = after.head if after.head != before.head else None
    return Changes(changes=tuple(sorted(changes, key=lambda change: change.id)), head=head)


def _source_of(
    element: Element, old: dict[str, Element], new: dict[str, Element]
) -> Element | None:
    if element.id in old:
        same = old[element.id]
        return same if type(same) is type(element) else None
    source = old.get(element.renamed_from) if element.renamed_from not in new else None
    return source if type(source) is type(element) else None


def apply(model: Model, changes: Changes) -> Model:
    """The model with the changes made.

    Raises `Defect` if a change starts from an element that the model does not have.
    """
    elements = {element.id: element for element in model.elements()}
    for change in changes.changes:
        if isinstance(change, Removed | Altered):
            if elements.get(change.before.id) != change.before:
                raise Defect(f"{change.before.id}: the change starts from another element.")
            del elements[change.before.id]
    for change in changes.changes:
        if isinstance(change, Added | Altered):
            elements[change.id] = change.after
    return compose(changes.head or model.head, elements.values())
