import uuid
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Optional

from sqlalchemy import Column, DateTime, UniqueConstraint, func
from sqlmodel import Field, Relationship, SQLModel


class UserBase(SQLModel):
    email: str = Field(unique=True, index=True, max_length=255)
    nick: str | None = None


class User(UserBase, table=True):
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    kind: ClassVar[str] = "user"
    items: list["Item"] = Relationship(back_populates="owner")


class UserPublic(UserBase):
    id: uuid.UUID


class Item(SQLModel, table=True):
    __tablename__ = "items"
    __table_args__ = (UniqueConstraint("title", "owner_id"),)
    id: Optional[int] = Field(default=None, primary_key=True)
    title: str
    price: Decimal
    owner_id: uuid.UUID = Field(foreign_key="user.id", ondelete="CASCADE")
    made: datetime = Field(sa_column=Column(DateTime(timezone=True), server_default=func.now()))
    shade: Shade = Field(default=Shade.red)
