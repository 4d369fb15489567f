"""Clojure, by a reader of our own: there are no nodes to be asked, but names.

A namespace's requires are its imports: `[shop.order :as order :refer [routes]]` makes "order" and
"routes" known. What `def`, `defn` and their like (`defroutes`, `defresource` ...) name are its
definitions. A slash between alias and name is said as a dot.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import Definition, Fact, Import, Literally
from backend_architect.survey.grammars.clojure.reader import Form, read
from backend_architect.survey.grammars.nodeless import NodelessGrammar

_FUNCTIONS = ("defn", "defn-", "defmacro", "defmethod", "defmulti")


def _say(source: Source) -> Iterator[Fact]:
    for form in forms(source):
        if form.name == "ns":
            yield from _requires(form)
        elif form.name.startswith("def") and len(form.inner) > 1:
            yield from _definition(form)


@cache
def grammar(slug: str) -> NodelessGrammar:
    """The one grammar of this module."""
    return NodelessGrammar(slug, _say)


def forms(source: Source) -> tuple[Form, ...]:
    """The top-level forms of a file, read once for as long as it is looked at."""
    return _forms(source.data)


@lru_cache(maxsize=2)
def _forms(data: bytes) -> tuple[Form, ...]:
    return read(data.decode("utf-8", errors="replace"))


def _requires(ns: Form) -> Iterator[Import]:
    for clause in ns.inner:
        first = clause.inner[0].text if clause.inner else ""
        if clause.kind == "list" and first in (":require", ":use"):
            for each in clause.inner[1:]:
                yield from _required(each, everything=first == ":use")


def _required(each: Form, *, everything: bool) -> Iterator[Import]:
    """`shop.order`, `[shop.order :as order :refer [routes]]`, `(shop [order :as order] cart)`."""
    if each.kind == "symbol":
        named = Form("vector", each.lines, inner=(each,))
        yield from _named(named, each.text, everything=everything)
        return
    if not each.inner or each.inner[0].kind != "symbol":
        return
    module = each.inner[0].text
    if each.kind == "list" and any(inner.kind != "keyword" for inner in each.inner[1:]):
        for inner in each.inner[1:]:
            for found in _required(inner, everything=everything):
                whole = f"{module}.{found.module}"
                for local in dict.fromkeys((found.local, whole)):
                    yield Import(lines=found.lines, local=local, name=found.name, module=whole)
        return
    yield from _named(each, module, everything=everything)


def _named(each: Form, module: str, *, everything: bool) -> Iterator[Import]:
    lines, options = each.lines, Form("map", each.lines, inner=each.inner[1:])
    yield Import(lines=lines, local=module, module=module)
    alias, refer = options.get(":as"), options.get(":refer") or options.get(":only")
    if alias is not None:
        yield Import(lines=lines, local=alias.text, module=module)
    if refer is not None and refer.inner:
        for name in refer.inner:
            yield Import(lines=lines, local=name.text, module=module, name=name.text)
    elif everything or (refer is not None and refer.text == ":all"):
        yield Import(lines=lines, local="*", module=module, name="*")


def _definition(form: Form) -> Iterator[Definition]:
    named = form.inner[1]
    if named.kind != "symbol":
        return
    value = form.inner[-1] if form.name == "def" and len(form.inner) > 2 else None
    yield Definition(
        lines=form.lines, name=named.text,
        kind="function" if form.name in _FUNCTIONS else "value",
        value=Literally(text=value.text) if value is not None and value.kind == "string" else None,
    )  # fmt: skip
