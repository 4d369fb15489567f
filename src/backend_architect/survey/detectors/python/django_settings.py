"""Django: what a settings module says about the whole service.

Recognises: `ROOT_URLCONF` (the patterns that are served), `FORCE_SCRIPT_NAME`, the `MIDDLEWARE`
chain in its order (with `+`, `+=`, `insert` left at their place in the file), `DATABASES` (engine,
`CONN_MAX_AGE`, PostgreSQL pool options), `dj_database_url.config` and django-environ's `env.db`
with a default, `CACHES`, `INSTALLED_APPS` (the tables of Django's own apps), `REST_FRAMEWORK`
(default authentication, permission and throttle classes).
Versions seen: Django 1.10 to 5.2, DRF 3.x.
Not recognised: settings computed at run time. `AuthenticationMiddleware` only tells who asks and
refuses nobody, so its role is "session".
Documentation: https://docs.djangoproject.com/en/stable/ref/settings/
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from backend_architect.model.security import SchemeKind
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Chain,
    Connection,
    Entity,
    Fact,
    Field,
    GlobalPrefix,
    Guard,
    Literally,
    Mount,
    Router,
    SchemeFact,
    Unresolved,
)
from backend_architect.survey.grammars.python.nodes import field_text
from backend_architect.survey.idioms.guards import guard
from backend_architect.survey.idioms.python.calls import (
    arguments,
    elements,
    enclosing,
    expression,
    last,
    literal,
    pairs,
    texts,
)
from backend_architect.survey.idioms.python.django import named_guards

if TYPE_CHECKING:
    from tree_sitter import Node

_ENGINES = {"postgresql": "postgresql", "postgresql_psycopg2": "postgresql", "postgis":
            "postgresql", "mysql": "mysql", "sqlite3": "sqlite", "oracle": "oracle",
            "spatialite": "sqlite", "mssql": "mssql", "psycopg2": "postgresql",
            "postgres": "postgresql", "postgresql_psycopg": "postgresql", "sqlite":
            "sqlite", "pgsql": "postgresql", "cockroachdb": "cockroachdb"}  # fmt: skip
#: By a part of the authentication class's name: its kind and where the credential travels.
_SCHEMES: tuple[tuple[str, SchemeKind, str], ...] = (
    ("JWT", "jwt", "Authorization"), ("JSONWebToken", "jwt", "Authorization"),
    ("OAuth2", "oauth2", "Authorization"), ("OIDC", "oidc", "Authorization"),
    ("OpenId", "oidc", "Authorization"), ("Session", "session", ""),
    ("Basic", "basic", "Authorization"), ("Token", "api-key", "Authorization"),
    ("ApiKey", "api-key", ""), ("APIKey", "api-key", ""),
)  # fmt: skip


@detector(
    language="python",
    anchors=("ROOT_URLCONF", "MIDDLEWARE", "DATABASES", "REST_FRAMEWORK", "CACHES", "_APPS",
             "FORCE_SCRIPT_NAME"),
    query="""
    (expression_statement [(assignment left: (identifier) @name)
                           (augmented_assignment left: (identifier) @name)] @setting
      (#match? @name "^[A-Z_]+$"))
    (expression_statement (call function: (attribute object: (identifier) @list
      attribute: (identifier) @verb) (#any-of? @verb "append" "insert" "extend")) @grown)
    """,
)  # fmt: skip
def django_settings(match: Match) -> Iterator[Fact]:
    """What each known setting says."""
    setting, grown = match.node("setting"), match.node("grown")
    if setting is not None and _at_top(setting):
        says = _SETTINGS.get(field_text(setting, "left"))
        value = setting.child_by_field_name("right")
        if says is not None and value is not None:
            yield from says(setting, value)
    elif grown is not None and match.text("list") in ("MIDDLEWARE", "MIDDLEWARE_CLASSES"):
        for each in arguments(grown).positional[-1:]:
            yield from _middleware(grown, each)


def _at_top(node: Node) -> bool:
    around = node.parent
    while around is not None and around.type != "function_definition":
        around = around.parent
    return around is None


def _root(setting: Node, value: Node) -> Iterator[Fact]:
    lines = node_lines(setting)
    yield Router(lines=lines, name="ROOT_URLCONF", framework="django", root=True)
    yield Mount(lines=lines, parent="ROOT_URLCONF", child=expression(value))


def _prefix(setting: Node, value: Node) -> Iterator[Fact]:
    if literal(value):
        yield GlobalPrefix(lines=node_lines(setting), prefix=expression(value), framework="django")


def _middleware(setting: Node, value: Node) -> Iterator[Fact]:
    """One link for each class named, in the order of the list."""
    del setting
    for each in elements(value) or (value,):
        name = last(literal(each))
        if name:
            known = name == "AuthenticationMiddleware"
            link = Guard(name=name, role="session") if known else guard(name)
            yield Chain(lines=node_lines(each), router="", guard=link)


# ---------------------------------------------------------------- stores


def _databases(setting: Node, value: Node) -> Iterator[Fact]:
    """One connection for each database of the dictionary."""
    del setting
    for name, entry in pairs(value):
        if entry.type == "dictionary":
            yield from _database(name, entry)
        else:
            yield from _by_url(name, entry)


def _database(name: str, entry: Node) -> Iterator[Fact]:
    parts = dict(pairs(entry))
    engine = _ENGINES.get(last(literal(parts.get("ENGINE"))), "")
    if not engine:
        yield _unknown(entry, f"database {name}")
        return
    age = parts.get("CONN_MAX_AGE")
    options = dict(pairs(parts.get("OPTIONS")))
    pool = options.get("pool")
    size = dict(pairs(pool)).get("max_size")
    pooled = True if pool is not None else (None if age is None else node_text(age) != "0")
    sure = size is not None and node_text(size).isdigit()
    yield Connection(
        lines=node_lines(entry), technology=engine, pooled=pooled,
        pool_max=int(node_text(size)) if sure and size is not None else None,
    )  # fmt: skip


def _by_url(name: str, entry: Node) -> Iterator[Fact]:
    """`dj_database_url.config(default="postgres://...")`: the default's scheme, nothing else."""
    given = arguments(entry)
    default = given.text("default")
    engine = _ENGINES.get(default.partition("://")[0].partition("+")[0], "")
    if not engine:
        yield _unknown(entry, f"database {name}")
        return
    age = given.get("conn_max_age")
    yield Connection(lines=node_lines(entry), technology=engine,
                     pooled=None if age is None else node_text(age) != "0")  # fmt: skip


def _caches(setting: Node, value: Node) -> Iterator[Fact]:
    del setting
    for _, entry in pairs(value):
        backend = literal(dict(pairs(entry)).get("BACKEND")).lower()
        for technology in ("redis", "memcached"):
            if technology in backend or (technology == "memcached" and "memcache" in backend):
                yield Connection(lines=node_lines(entry), technology=technology)


def _unknown(node: Node, what: str) -> Unresolved:
    return Unresolved(lines=node_lines(node), what=what,
                      reason="Its engine is configured outside the code.")  # fmt: skip


# ---------------------------------------------------------------- Django's own tables

_TEXT, _INT, _WHEN = "character varying", "integer", "timestamp with time zone"
#: The tables that come with an app: entity, table, and columns after the key.
_OWN: dict[str, tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]] = {
    "django.contrib.auth": (
        ("User", "auth_user", (
            ("password", f"{_TEXT}(128)"), ("last_login", _WHEN), ("is_superuser", "boolean"),
            ("username", f"{_TEXT}(150)"), ("first_name", f"{_TEXT}(150)"),
            ("last_name", f"{_TEXT}(150)"), ("email", f"{_TEXT}(254)"), ("is_staff", "boolean"),
            ("is_active", "boolean"), ("date_joined", _WHEN))),
        ("Group", "auth_group", (("name", f"{_TEXT}(150)"),)),
        ("Permission", "auth_permission", (
            ("name", f"{_TEXT}(255)"), ("content_type_id", _INT), ("codename", f"{_TEXT}(100)"))),
    ),
    "django.contrib.contenttypes": (
        ("ContentType", "django_content_type", (
            ("app_label", f"{_TEXT}(100)"), ("model", f"{_TEXT}(100)"))),
    ),
    "django.contrib.sites": (
        ("Site", "django_site", (("domain", f"{_TEXT}(100)"), ("name", f"{_TEXT}(50)"))),
    ),
}  # fmt: skip
_UNIQUE = frozenset((("User", "username"), ("Group", "name"), ("Site", "domain")))


def _apps(setting: Node, value: Node) -> Iterator[Fact]:
    """The tables of Django's own apps; the user's only where no other model is named."""
    module = enclosing(setting, "module")
    own_user = module is not None and "AUTH_USER_MODEL" in node_text(module)
    for each in elements(value):
        for entity, table, columns in _OWN.get(literal(each), ()):
            if not (entity == "User" and own_user):
                yield from _own_table(node_lines(each), entity, table, columns)


def _own_table(
    lines: tuple[int, int], entity: str, table: str, columns: tuple[tuple[str, str], ...]
) -> Iterator[Fact]:
    yield Entity(lines=lines, name=entity, mapper="django", table=Literally(text=table),
                 evidence="configuration")  # fmt: skip
    yield Field(lines=lines, entity=entity, name="id", column="id", type="integer", primary=True,
                identity=True)  # fmt: skip
    for name, type in columns:
        yield Field(lines=lines, entity=entity, name=name, column=name, type=type,
                    nullable=name == "last_login", unique=(entity, name) in _UNIQUE)  # fmt: skip


# ---------------------------------------------------------------- authentication


def _rest(setting: Node, value: Node) -> Iterator[Fact]:
    """DRF's defaults: schemes, and what every view demands that does not say otherwise."""
    del setting
    for key, listed in pairs(value):
        if key == "DEFAULT_AUTHENTICATION_CLASSES":
            for each in elements(listed):
                yield from _scheme(each)
        elif key in ("DEFAULT_PERMISSION_CLASSES", "DEFAULT_THROTTLE_CLASSES"):
            for name in texts(listed) or tuple(g.name for g in named_guards(listed)):
                link = guard(last(name))
                if link.name not in ("AllowAny",):
                    yield Chain(lines=node_lines(listed), router="", guard=link, everywhere=True)


def _scheme(each: Node) -> Iterator[SchemeFact]:
    name = last(literal(each) or node_text(each))
    for word, kind, parameter in _SCHEMES:
        if word in name:
            yield SchemeFact(
                lines=node_lines(each), name=name, kind=kind, parameter=parameter,
                location="cookie" if kind == "session" else "header",
            )  # fmt: skip
            return
    yield SchemeFact(lines=node_lines(each), name=name, kind="unknown")


_SETTINGS: dict[str, Callable[[Node, Node], Iterator[Fact]]] = {
    "ROOT_URLCONF": _root, "FORCE_SCRIPT_NAME": _prefix, "MIDDLEWARE": _middleware,
    "MIDDLEWARE_CLASSES": _middleware, "DATABASES": _databases, "CACHES": _caches,
    "REST_FRAMEWORK": _rest, "INSTALLED_APPS": _apps, "DJANGO_APPS": _apps,
}  # fmt: skip
