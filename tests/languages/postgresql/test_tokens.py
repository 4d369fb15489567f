from hypothesis import given
from hypothesis import strategies as st

from backend_architect.languages.postgresql.tokens import dialect_of, split, tokens


def _texts(sql: str, dialect: str = "postgres") -> list[str]:
    return [
        sql[piece.start : piece.tokens[-1].end]
        for piece in split(sql, dialect)  # type: ignore[arg-type]
    ]


def test_semicolons_in_strings_names_and_comments_end_nothing() -> None:
    sql = """SELECT ';' /* ; /* nested ; */ ; */, "a;b" -- ;
    , E'it\\'s;' , $$ ; $$, $tag$ ; $$ ; $tag$; SELECT 2"""
    assert len(_texts(sql)) == 2


def test_lines_of_copied_data_are_no_statements() -> None:
    sql = "COPY t (a) FROM stdin;\n1\t;'it\n\\N\n\\.\n\nSELECT 1;"
    assert _texts(sql) == ["COPY t (a) FROM stdin", "SELECT 1"]


def test_psql_commands_stand_alone() -> None:
    sql = "\\connect shop\nCREATE TABLE a (b int);\n\\i other.sql\nSELECT 1 \\g\nSELECT 2;"
    assert _texts(sql) == [
        "\\connect shop",
        "CREATE TABLE a (b int)",
        "\\i other.sql",
        "SELECT 1",
        "SELECT 2",
    ]


def test_mysql_delimiters_and_comments_are_heeded() -> None:
    sql = (
        "# it's a comment;\nCREATE TABLE `a` (`b;` int);\nDELIMITER //\n"
        "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END//\nDELIMITER ;\nSELECT 'it\\'s;';"
    )
    assert _texts(sql, "mysql") == [
        "CREATE TABLE `a` (`b;` int)",
        "DELIMITER",
        "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END",
        "DELIMITER",
        "SELECT 'it\\'s;'",
    ]


def test_bodies_between_begin_and_end_are_one_statement() -> None:
    sql = (
        "CREATE TRIGGER t AFTER UPDATE ON a BEGIN UPDATE b SET c = CASE WHEN d THEN 1 ELSE 2 END;"
        " DELETE FROM e; END; SELECT 1;"
    )
    assert len(_texts(sql, "sqlite")) == 2
    atomic = "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END; SELECT 3;"
    assert len(_texts(atomic)) == 2


def test_marks_of_migration_tools_divide_up_from_down() -> None:
    for up, down in [
        ("-- +goose Up", "-- +goose Down"),
        ("-- +migrate Up", "-- +migrate Down"),
        ("-- migrate:up", "-- migrate:down"),
        ("-- Up Migration", "-- Down Migration"),
        ("", "-- //@UNDO"),
    ]:
        found = split(f"{up}\nSELECT 1;\n{down}\nSELECT 2;")
        assert [piece.section for piece in found] == ["up", "down"]


def test_prose_about_up_and_down_divides_nothing() -> None:
    found = split("-- tear down the old table\nSELECT 1; -- scale down\nSELECT 2;")
    assert [piece.section for piece in found] == ["up", "up"]


def test_the_dialect_is_told_by_signs_outside_comments() -> None:
    assert dialect_of("CREATE TABLE a (b int) ENGINE=InnoDB") == "mysql"
    assert dialect_of("CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT)") == "sqlite"
    assert dialect_of("-- `a` is UNSIGNED\nSELECT '`'") == "postgres"


@given(st.text(alphabet="abc';\"$-/*\\\n E`([)]#", max_size=60))
def test_no_text_breaks_the_splitter_and_pieces_stay_in_order(sql: str) -> None:
    for dialect in ("postgres", "mysql", "sqlite"):
        end = 0
        for piece in split(sql, dialect):
            assert piece.tokens
            assert end <= piece.start < piece.end <= len(sql)
            end = piece.end


@given(st.text(max_size=80))
def test_tokens_are_slices_of_the_text(sql: str) -> None:
    for token in tokens(sql):
        assert sql[token.start : token.end] == token.text
