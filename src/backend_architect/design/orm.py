"""How the mappers in use read related rows at once, in their own words."""

from __future__ import annotations

from typing import NamedTuple

from backend_architect.catalog.sources import source
from backend_architect.model.architecture import Model
from backend_architect.model.decision import Source


class Batching(NamedTuple):
    """What to write instead of a query in a loop, and where that is documented."""

    advice: str
    sources: tuple[Source, ...]


_SQLALCHEMY = (
    "load the relationship with the parents (`selectinload` for collections, `joinedload` for one "
    "row), or read all keys with one `in_`"
)
_DJANGO = "`select_related` for one row, `prefetch_related` for many, or `in_bulk` with all keys"
_GORM = '`Preload` the association with the parents, or one `Where("id IN ?", ids)` before the loop'
_PRISMA = "`include` the relation with the parents, or one `findMany` with `in` before the loop"
_TYPEORM = (
    "name the relation in `relations` of the parents' `find`, or one `findBy` with `In(...)` "
    "before the loop"
)
_JPA = (
    "a `join fetch` or an `@EntityGraph` on the parents' query, or one `findAllById` before the "
    "loop"
)

#: Advice and source by a word in the name of the library; the first that is in use counts.
_MAPPERS = {
    "sqlalchemy": (_SQLALCHEMY, "sqlalchemy-loading"),
    "sqlmodel": (_SQLALCHEMY, "sqlalchemy-loading"),
    "django": (_DJANGO, "django-optimization"),
    "gorm": (_GORM, "gorm-preload"),
    "prisma": (_PRISMA, "prisma-optimization"),
    "typeorm": (_TYPEORM, "typeorm-find"),
    "jpa": (_JPA, "spring-data-jpa"),
}


def batching(model: Model) -> Batching:
    """The advice for the mapper in use; for an unknown one, in SQL's words."""
    used = [technology.name.lower() for technology in model.technologies]
    for word, (advice, slug) in _MAPPERS.items():
        if any(word in name for name in used):
            return Batching(advice, (source(slug),))
    return Batching("one query for all keys before the loop (`where id = any ($1)`)", ())
