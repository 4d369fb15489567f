"""Strangers' SQL against the real lab: each attack that is known is tried here and fails."""

import ast
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from backend_architect.adapters import postgres
from backend_architect.adapters.postgres import Limits, PostgresLab
from backend_architect.adapters.postgres.cluster import PostgresCluster
from backend_architect.ports.lab import Database, SqlRefused

NO_RIGHT = "42501"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def cluster(cache: Path) -> Iterator[PostgresCluster]:
    with PostgresLab(system=[], cache=cache).cluster() as cluster:
        assert isinstance(cluster, PostgresCluster)
        yield cluster


@pytest.fixture(scope="module")
def used(cluster: PostgresCluster) -> Iterator[Database]:
    """One database for all attacks that leave nothing behind."""
    with cluster.database() as database:
        yield database


@pytest.fixture
def database(cluster: PostgresCluster) -> Iterator[Database]:
    with cluster.database() as database:
        yield database


def refusal(database: Database, sql: str) -> str:
    with pytest.raises(SqlRefused) as refused:
        database.execute(sql)
    return refused.value.sqlstate


@pytest.mark.parametrize(
    "attack",
    [
        "copy (select 1) to program 'id'",
        "create table t (a text); copy t from program 'id'",
        "copy (select 1) to '/tmp/written-by-a-guest'",
        "create table t (a text); copy t from '/etc/passwd'",
        "select pg_read_file('/etc/passwd')",
        "select pg_ls_dir('/')",
        "select lo_import('/etc/passwd')",
        "select lo_export(lo_create(0), '/tmp/written-by-a-guest')",
        "create function f() returns int language c as '/lib/libc.so.6', 'abs'",
        "create function f() returns int language internal as 'int4abs'",
        "alter system set archive_command = 'id'",
        "create role friend",
        "create database further",
        "alter role current_user superuser",
        "alter role current_user createdb",
        "set session authorization bootstrap",
        "set role bootstrap",
        "set role keeper",
        "grant pg_execute_server_program to current_user",
        "set temp_file_limit = -1",
        "create tablespace away location '/tmp'",
        "create event trigger t on ddl_command_end execute function f()",
        "create subscription s connection 'host=/tmp' publication p",
        "update pg_catalog.pg_authid set rolsuper = true",
    ],
)
def test_a_guest_is_refused(used: Database, attack: str) -> None:
    assert refusal(used, attack) == NO_RIGHT


@pytest.mark.parametrize("language", ["plpython3u", "plperlu", "pltclu"])
def test_an_untrusted_language_is_refused(used: Database, language: str) -> None:
    with pytest.raises(SqlRefused):
        used.execute(f"create extension {language}")
    with pytest.raises(SqlRefused):
        used.execute(f"create function f() returns int language {language} as 'x'")


@pytest.mark.parametrize("extension", ["file_fdw", "dblink", "postgres_fdw", "adminpack"])
def test_an_extension_that_reaches_outside_is_refused(used: Database, extension: str) -> None:
    with pytest.raises(SqlRefused):
        used.execute(f"create extension {extension}")


@pytest.mark.parametrize(
    "escape",
    ["reset role", "reset session authorization", "set role none", "discard all"],
)
def test_there_is_no_role_to_go_back_to(used: Database, escape: str) -> None:
    used.execute(escape)
    who = "select current_user = session_user, current_setting('is_superuser'), current_user"
    (same, superuser, name) = used.rows(who)[0]
    assert (same, superuser) == (True, "off")
    assert name.startswith("guest_")


SHELL = """
create function run_a_shell() returns int language plpgsql as
  $$ begin copy (select 1) to program 'id'; return 1; end $$
"""


def test_a_hostile_trigger_meets_only_a_guest_while_rows_are_loaded(database: Database) -> None:
    database.execute(SHELL)
    database.execute("""
        create table t (a int);
        create function hostile() returns trigger language plpgsql as
          $$ begin reset role; perform run_a_shell(); return new; end $$;
        create trigger hostile before insert on t for each row execute function hostile()
    """)
    with pytest.raises(SqlRefused) as refused:
        database.copy("t", ["a"], [(1,)])
    assert refused.value.sqlstate == NO_RIGHT


def test_a_function_that_the_planner_runs_meets_only_a_guest(database: Database) -> None:
    database.execute(SHELL)
    database.execute("""
        create function folded() returns int language plpgsql immutable as
          $$ begin return run_a_shell(); end $$
    """)
    with pytest.raises(SqlRefused) as refused:
        database.explain("select folded()")
    assert refused.value.sqlstate == NO_RIGHT


def test_explain_takes_one_statement_and_runs_nothing(database: Database) -> None:
    database.execute("create table t (a int)")
    for attack in ("select 1; drop table t", "analyze insert into t values (1)"):
        with pytest.raises(SqlRefused):
            database.explain(attack)
    database.explain("insert into t values (1)")
    assert database.row_checksums()["t"][0] == 0


@pytest.mark.parametrize("sql", ["select 1\0; drop", "select '\udcff'"])
def test_what_is_not_text_is_refused_before_it_is_sent(used: Database, sql: str) -> None:
    assert refusal(used, sql) == "22021"


def test_a_shell_escape_of_psql_is_only_a_syntax_error(used: Database) -> None:
    assert refusal(used, r"\! id") == "42601"


def test_psql_is_never_started() -> None:
    for module in Path(postgres.__path__[0]).glob("*.py"):
        words = [node.value for node in ast.walk(ast.parse(module.read_text()))
                 if isinstance(node, ast.Constant)]  # fmt: skip
        assert "psql" not in words


@pytest.mark.parametrize("copy", ["copy t from stdin", "copy t to stdout"])
def test_a_copy_to_nobody_does_not_block_the_session(database: Database, copy: str) -> None:
    database.execute("create table t (a int)")
    assert refusal(database, copy) == "0A000"
    with pytest.raises(SqlRefused):
        database.rows(copy)
    assert database.rows("select 1") == [(1,)]


def test_a_guest_cannot_close_its_database_against_us(cluster: PostgresCluster) -> None:
    with cluster.database() as database:
        name = database.rows("select current_database()::text")[0][0]
        database.execute(f"alter database {name} is_template true")
        database.execute(f"alter database {name} connection limit 0")
    with cluster.database() as database:
        assert database.rows("select 1 from pg_database where datname = %s", (name,)) == []
        assert database.rows("select 1 from pg_roles where rolname = %s", (name,)) == []


def test_a_guests_own_settings_do_not_reach_the_next_guest(cluster: PostgresCluster) -> None:
    with cluster.database() as database:
        database.execute("alter role current_user set search_path = nowhere")
        with database.session() as session:
            assert session.rows("show search_path") == [("nowhere",)]
    with cluster.database() as database:
        assert database.rows("show search_path") != [("nowhere",)]


def test_the_socket_is_private_and_there_is_no_other_way_in(cluster: PostgresCluster) -> None:
    folder = cluster.server.ground.folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(folder.glob(".s.PGSQL.*"))
    with cluster.database() as database:
        assert database.rows("show listen_addresses") == [("",)]


@pytest.mark.parametrize(
    ("user", "name"),
    [("bootstrap", "postgres"), ("bootstrap", "bootstrap"), ("bootstrap", "guest"),
     ("keeper", "guest"), ("keeper", "postgres"), ("guest", "postgres"),
     ("guest", "template1")],
)  # fmt: skip
def test_nobody_logs_in_where_he_does_not_belong(
    cluster: PostgresCluster, used: Database, user: str, name: str
) -> None:
    guest = used.rows("select current_user::text")[0][0]
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(
            host=str(cluster.server.ground.folder),
            user=user.replace("guest", guest),
            dbname=name.replace("guest", guest),
        )


@pytest.fixture(scope="module")
def strict(cache: Path) -> Iterator[PostgresCluster]:
    limits = Limits(statement_seconds=0.2, answer_bytes=100_000)
    with PostgresLab(limits, system=[], cache=cache).cluster() as cluster:
        assert isinstance(cluster, PostgresCluster)
        yield cluster


@pytest.mark.parametrize(
    "endless",
    [
        "select count(*) from generate_series(1, 1e15)",
        """do $$ begin loop
             begin perform pg_sleep(9); exception when query_canceled then null; end;
           end loop; end $$""",
    ],
)
def test_an_endless_query_that_lifts_its_timeout_is_stopped_by_us(
    strict: PostgresCluster, endless: str
) -> None:
    with strict.database() as database:
        database.execute("set statement_timeout = 0")
        assert refusal(database, endless) == "57014"
        assert refusal(database, "select 1") == "57014"
    with strict.database() as database:
        assert database.rows("select 1") == [(1,)]


def test_a_query_under_its_timeout_leaves_the_session_alive(strict: PostgresCluster) -> None:
    with strict.database() as database:
        assert refusal(database, "select pg_sleep(99)") == "57014"
        assert database.rows("select 1") == [(1,)]


def test_an_answer_without_end_does_not_fill_our_memory(strict: PostgresCluster) -> None:
    endless = """with recursive n as (select 1 union all select 1 from n)
                 select repeat('x', 1000) from n"""
    with strict.database() as database:
        with pytest.raises(SqlRefused) as refused:
            database.rows(endless)
        assert refused.value.sqlstate == "54000"
        assert refusal(database, endless) == "57014"


def test_a_server_that_fills_the_disk_is_ended(cache: Path) -> None:
    lab = PostgresLab(Limits(disk_bytes=10 << 20), system=[], cache=cache)
    with lab.cluster() as cluster, cluster.database() as database:
        fill = "create table t as select md5(i::text) from generate_series(1, 100000000) i"
        assert refusal(database, fill) == "53100"


def test_a_server_that_outlives_its_time_is_ended(cache: Path) -> None:
    lab = PostgresLab(Limits(lifetime_seconds=0.5), system=[], cache=cache)
    with lab.cluster() as cluster, cluster.database() as database:
        with pytest.raises(SqlRefused) as refused:
            database.rows("select pg_sleep(99)")
        assert "longer" in refused.value.message
