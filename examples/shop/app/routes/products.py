from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import get_session
from app.models import Product
from app.schemas import ProductOut

router = APIRouter(prefix="/products", tags=["products"])


@router.get("")
def list_products(
    session: Annotated[Session, Depends(get_session)], category_id: int | None = None
) -> list[ProductOut]:
    query = select(Product).order_by(Product.name)
    if category_id is not None:
        query = query.where(Product.category_id == category_id)
    products = session.scalars(query).all()
    return [ProductOut.model_validate(product, from_attributes=True) for product in products]


@router.get("/{product_id}")
def read_product(
    product_id: int, session: Annotated[Session, Depends(get_session)]
) -> ProductOut:
    product = session.get(Product, product_id)
    if product is None:
        raise HTTPException(404, "There is no such product.")
    return ProductOut.model_validate(product, from_attributes=True)
