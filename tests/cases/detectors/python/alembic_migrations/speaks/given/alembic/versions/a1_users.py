from typing import Union

import sqlalchemy as sa
from alembic import op

revision: str = "a1"
down_revision: Union[str, None] = None


def stamps():
    return (
        sa.Column("made_at", sa.TIMESTAMP(timezone=True), server_default=sa.func.now()),
        sa.Column("seen_at", sa.DateTime()),
    )


def create_people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        *stamps(),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email", name="uq_email"),
    )
    op.create_index(op.f("ix_people_email"), "people", ["email"], unique=True)


def forget() -> None:
    op.drop_table("people")


def upgrade() -> None:
    create_people()


def downgrade() -> None:
    forget()
    op.drop_table("more")
