import sqlalchemy as sa
from alembic import op

revision = "b2"
down_revision = ("a1", "a0")

TABLE = make_name()


def upgrade():
    op.add_column("people", sa.Column("age", sa.SmallInteger(), server_default=sa.text("0")))
    op.alter_column("people", "age", new_column_name="years")
    op.alter_column("people", "email", existing_type=sa.String(320), type_=sa.Text(), nullable=True)
    op.create_foreign_key("fk_boss", "people", "people", ["boss_id"], ["id"], ondelete="SET NULL")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("seen_at")
        batch_op.create_index("ix_years", ["years"], postgresql_where=sa.text("years > 1"))
        batch_op.drop_constraint("uq_email", type_="unique")
    op.rename_table("people", "persons")
    op.create_table(TABLE, sa.Column("id", sa.Integer()))
    op.execute("ALTER TABLE persons ADD COLUMN x int")
    op.execute("UPDATE persons SET x = 1")
    op.create_check_constraint("sane", "persons", "years >= 0")
