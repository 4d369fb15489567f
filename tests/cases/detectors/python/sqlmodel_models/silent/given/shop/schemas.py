from pydantic import BaseModel, Field


class User(BaseModel):
    email: str = Field(max_length=255)


class Grid(Widget, table=False):
    rows: int = 3
