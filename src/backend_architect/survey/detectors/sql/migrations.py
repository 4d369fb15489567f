"""SQL migrations and schema files: what they do to the tables, in the order they are played.

Recognises: by the file's name Flyway (`V1_2__name.sql`, baselines `B`, repeatables `R__`),
golang-migrate and sqlx (`0001_name.up.sql`), Prisma (`migrations/<time>_name/migration.sql`),
Diesel and Hasura (`migrations/<time>_name/up.sql`), Drizzle; by marks in the text: goose, dbmate,
sql-migrate, Sqitch, Liquibase's formatted SQL, Play's evolutions; other `*.sql` below a folder
called migrations (or migration, migrate, changelog); schema files (`schema.sql`, `structure.sql`,
`init.sql`, `ddl.sql`, scripts for a database container's first start, other files of a folder
called sql, db, ddl or schema, unless they are called seeds or the like; dumps, and files beside
the README, that create tables). What leads back
(`.down.sql`, `U1__`, down sections) is left out. Where a schema is written for several databases,
PostgreSQL's comes first.
Versions seen: Flyway 5 to 11, golang-migrate 4, goose 3, dbmate 2, Prisma 2 to 6.
Not recognised: SQL inside programs; statements the reader does not know (gaps); seeds and queries,
which change no schema.
Documentation: https://documentation.red-gate.com/fd/migrations-184127470.html,
https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md, https://pressly.github.io/goose/,
https://github.com/amacneil/dbmate, https://www.prisma.io/docs/orm/prisma-migrate
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname

from backend_architect.languages.postgresql.read import read
from backend_architect.languages.postgresql.tokens import Dialect, dialect_of
from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Habit, SchemaStep
from backend_architect.survey.idioms.java.liquibase import changelog_id
from backend_architect.survey.idioms.sql_steps import File, steps

_FLYWAY = re.compile(r"(?P<kind>[VBv])(?P<version>\d[\d._]*)__.+\.sql\Z|(?P<again>R)__.+\.sql\Z")
_BACK = re.compile(
    r"(?:[._-](?:down|rollback|undo|revert)\.sql|(?:^|/)down\.sql|(?:^|/)U[\d._]+__.*"
    r"|/(?:down|rollbacks?|undo)/[^/]+\.sql)\Z"
)
_FOLDERS = re.compile(
    r"(?:^|/)(?:migrations?|migrate|changelogs?|drizzle|db-migrations)(?:/|\Z)", re.I
)
_SCHEMAS = re.compile(
    r"(?:^|/)(?:(?:[\w.-]*[._-])?(?:schema|structure|ddl|init|initdb|create[_-]?tables?|tables)"
    r"(?:[._-][\w.-]*)?|docker-entrypoint-initdb\.d/.*|init(?:db)?(?:\.d)?/.*)\.sql\Z",
    re.IGNORECASE,
)
#: Folders in which people keep the text of their schema, and files there that only fill it.
_KEPT = re.compile(
    r"(?:^|/)(?:sql|dbs?|databases?|ddl|schemas?|postgres(?:ql)?|mysql|sqlite)/[^/]+\.sql\Z",
    re.IGNORECASE,
)
_FILLED = re.compile(
    r"seed|sample|fixture|test|demo|data(?!base)|quer|drop|delete|clean", re.IGNORECASE
)
#: What tools write at the head of a dump.
_DUMPED = re.compile(
    r"-- (?:MySQL|MariaDB|PostgreSQL database|pg_|phpMyAdmin SQL|Adminer [\d.]+|HeidiSQL|Host:)"
    r"|Navicat|SQLyog|Dumping structure for|Sequel (?:Pro|Ace) SQL",
    re.IGNORECASE,
)
_HEAD = 2000
_CREATES = re.compile(r"^\s*create\s+table\b", re.IGNORECASE | re.MULTILINE)
_MARKS = (
    ("goose", re.compile(r"^--\s*\+goose\s+Up", re.MULTILINE | re.IGNORECASE)),
    ("dbmate", re.compile(r"^--\s*migrate:up", re.MULTILINE | re.IGNORECASE)),
    ("sql-migrate", re.compile(r"^--\s*\+migrate\s+Up", re.MULTILINE | re.IGNORECASE)),
    ("liquibase", re.compile(r"\A\s*--\s*liquibase formatted sql", re.IGNORECASE)),
    ("play", re.compile(r"^#\s*---\s*!Ups", re.MULTILINE | re.IGNORECASE)),
    ("play", re.compile(r"^--\s*!Ups", re.MULTILINE | re.IGNORECASE)),
    ("sqitch", re.compile(r"\A\s*--\s*Deploy\b.* to \w+\s*$", re.MULTILINE | re.IGNORECASE)),
    ("drizzle", re.compile(r"^-->\s*statement-breakpoint", re.MULTILINE)),
)
#: What Sqitch writes at the head of what takes a change back or looks whether it was made.
_SQITCH_ASIDE = re.compile(
    r"\A\s*--\s*(?:Revert\b.* from|Verify\b.* on) \w+\s*$", re.MULTILINE | re.IGNORECASE
)
_DIALECTS: tuple[tuple[str, Dialect], ...] = (
    ("postgres", "postgres"), ("pgsql", "postgres"), ("mysql", "mysql"), ("mariadb", "mysql"),
    ("sqlite", "sqlite"),
)  # fmt: skip
_SPOKEN = {"postgres": "postgresql", "mysql": "mysql", "sqlite": "sqlite"}
#: Databases whose SQL the reader does not speak, by names of folders and files.
_OTHERS = re.compile(
    r"oracle|mssql|sqlserver|db2|clickhouse|cassandra|(?<![a-z])(?:h2|hsqldb)", re.I
)
_NUMBER = re.compile(r"\d+")
_DASHED = re.compile(r"(?<=\d)-(?=\d)")


@detector(paths=("*.sql",))
def migrations(match: Match) -> Iterator[Fact]:
    """Say the steps of one file, and the tool it is written for."""
    path, text = match.source.path, match.source.text
    if _BACK.search(path) or _SQITCH_ASIDE.search(text[:_HEAD]):
        return
    tool = _tool(path, text)
    if not tool:
        return
    schema = tool == "sql-schema"
    dialect = _dialect(path, text)
    file = File(_sequence(path, tool), tool.removesuffix("-schema"), _SPOKEN[dialect])
    text = _ups(text) if tool == "play" else text
    statements = [each for each in read(text, dialect) if each.section == "up"]
    said = [fact for fact in steps(statements, file) if not (schema and _drops(fact))]
    yield from said
    votes = not schema and tool != "prisma"  # Prisma's own detector votes for it
    if votes and any(isinstance(fact, SchemaStep) for fact in said):
        yield Habit(lines=(1, 1), kind="migration-tool", value=tool)


def _ups(text: str) -> str:
    """An evolution of Play without its way back; `;;` stands for a semicolon inside a statement.
    Lines keep their numbers."""
    forward = re.split(r"^(?:#\s*---|--)\s*!Downs", text, flags=re.MULTILINE | re.IGNORECASE)[0]
    plain = re.sub(r"^#", "--", forward, flags=re.MULTILINE)
    return plain.replace(";;", "; ") if "$$" in plain else plain


def _drops(fact: Fact) -> bool:
    """Schema files clear the ground first; variants for other databases must not do so to us."""
    return isinstance(fact, SchemaStep) and fact.act == "drop-table"


def _tool(path: str, text: str) -> str:
    """The tool a file is for, "sql-schema" for a file that is no migration, "" for other SQL."""
    name = basename(path)
    marked = next((tool for tool, mark in _MARKS if mark.search(text)), "")
    if _FLYWAY.match(name):
        return "flyway"
    if marked:
        return marked
    if name.endswith(".up.sql"):
        return "golang-migrate"
    if _FOLDERS.search(dirname(path)):
        return {"migration.sql": "prisma", "up.sql": "diesel"}.get(name, "sql")
    if _SCHEMAS.search(path) or (_KEPT.search(path) and not _FILLED.search(name)):
        return "sql-schema"
    dumped = not dirname(path) or _DUMPED.search(text[:_HEAD]) is not None
    kept = dumped and not _FILLED.search(name) and _CREATES.search(text)
    return "sql-schema" if kept else ""


def _dialect(path: str, text: str) -> Dialect:
    """By the path where it names one, else by the text."""
    lowered = path.lower()
    return next((d for word, d in _DIALECTS if word in lowered), None) or dialect_of(text)


def _sequence(path: str, tool: str) -> str:
    """What sorts as the tool plays: schema files first, then versions, repeatables last.

    Numbers are padded, so that 2 comes before 10. Of several databases' files PostgreSQL's, then
    those without a name, come first.
    """
    lowered = path.lower()
    place = "0" if "postgres" in lowered else "2" if _OTHERS.search(lowered) else "1"
    if tool == "sql-schema":
        return f"0 {place} {_padded(path)}"
    if tool == "liquibase":
        return changelog_id(path)
    found = _FLYWAY.match(basename(path)) if tool == "flyway" else None
    if found is not None:
        version = ".".join(part for part in re.split(r"[._]", found["version"] or "") if part)
        return f"2 {_padded(path)}" if found["again"] else f"1 {_padded(version)} {place}"
    own = basename(dirname(path)) if basename(path) in ("migration.sql", "up.sql") else ""
    own = _DASHED.sub("", own)  # Diesel reads 2021-04-24-115720 as 20210424115720
    return f"1 {_padded(own or basename(path))} {place}"


def _padded(text: str) -> str:
    return _NUMBER.sub(lambda number: number[0].lstrip("0").rjust(20, "0"), text)
