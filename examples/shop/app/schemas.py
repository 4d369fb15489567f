"""What travels over the wire."""

from decimal import Decimal

from pydantic import BaseModel, EmailStr, Field


class Registration(BaseModel):
    email: EmailStr
    name: str
    password: str = Field(min_length=12)


class Login(BaseModel):
    email: EmailStr
    password: str


class Token(BaseModel):
    access_token: str
    token_type: str = "bearer"


class ProductOut(BaseModel):
    id: int
    sku: str
    name: str
    price: Decimal
    stock: int
    category_id: int


class Line(BaseModel):
    product_id: int
    quantity: int = Field(ge=1)


class NewOrder(BaseModel):
    address_id: int
    items: list[Line]


class OrderOut(BaseModel):
    id: int
    status: str
    total: Decimal
    items: list[Line]
