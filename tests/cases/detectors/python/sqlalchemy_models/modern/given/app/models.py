from datetime import datetime
from typing import Annotated, Optional

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship

key = Annotated[int, mapped_column(primary_key=True)]


class Base(DeclarativeBase):
    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower() + "s"

    id: Mapped[key]


class TimestampMixin:
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    @declared_attr
    def editor_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


class User(TimestampMixin, Base):
    __table_args__ = (
        UniqueConstraint("email", "tenant", name="uq_users_email"),
        CheckConstraint("age >= 0", name="age_sane"),
        Index("ix_users_lower", func.lower("email"), unique=True),
        Index("ix_live", "tenant", postgresql_where=text("left_at IS NULL")),
        {"schema": "shop"},
    )

    email: Mapped[str] = mapped_column(String(320), unique=True, index=True)
    tenant: Mapped[Optional[str]]
    age: Mapped[int] = mapped_column("years", server_default=text("0"))
    labels: Mapped[list[str]] = mapped_column(ARRAY(String))
    extra: Mapped[dict] = mapped_column(JSONB, nullable=True)
    mood: Mapped["Mood"]
    orders: Mapped[list["Order"]] = relationship(back_populates="user")


Index("ix_users_age", User.age.desc())
