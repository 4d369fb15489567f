"""How a shelf is read: one module, one item; being there is being registered.

A shelf is a package. Each module on it holds exactly one value of the shelf's kind (made by a
decorator, which registers nothing). The item's slug is the module's name with hyphens. Folders on
a shelf are areas. Shelves are read lazily, once, and sorted by slug.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Protocol, TypeVar

from backend_architect.errors import Defect


class Item(Protocol):
    """What every shelf item has."""

    @property
    def slug(self) -> str:
        """The item's name; its module has the same, with underscores."""


Kind = TypeVar("Kind", bound=Item)


@cache
def read_shelf(package: str, kind: type[Kind]) -> tuple[Kind, ...]:
    """All items of `kind` in `package` (dotted name) and the areas below it, sorted by slug.

    Raises `Defect` if a module holds no item, several items, or one whose slug is not its name.
    """
    shelf = importlib.import_module(package)
    modules = pkgutil.walk_packages(shelf.__path__, prefix=f"{package}.")
    items = [_item(module.name, kind) for module in modules if not module.ispkg]
    return tuple(sorted(items, key=lambda item: item.slug))


def _item(module_name: str, kind: type[Kind]) -> Kind:
    module = importlib.import_module(module_name)
    found = [value for value in vars(module).values() if isinstance(value, kind)]
    if len(found) != 1:
        raise Defect(f"{module_name} holds {len(found)} items of {kind.__name__}, not one.")
    slug = module_name.rpartition(".")[2].replace("_", "-")
    if found[0].slug != slug:
        raise Defect(f"{module_name} holds '{found[0].slug}', but its name says '{slug}'.")
    return found[0]
