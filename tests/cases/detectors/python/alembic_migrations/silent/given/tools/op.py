"""Not a migration: it only looks like one."""

import sqlalchemy as sa


def upgrade(op):
    op.create_table("people", sa.Column("id", sa.Integer()))
