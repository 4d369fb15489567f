from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth import current_customer
from app.database import get_session
from app.models import Customer, Order, OrderItem, Product
from app.schemas import Line, NewOrder, OrderOut

router = APIRouter(prefix="/orders", tags=["orders"])


@router.post("", status_code=201)
def place_order(
    body: NewOrder,
    customer: Annotated[Customer, Depends(current_customer)],
    session: Annotated[Session, Depends(get_session)],
) -> OrderOut:
    order = Order(customer_id=customer.id, address_id=body.address_id, total=Decimal(0))
    session.add(order)
    session.flush()
    for line in body.items:
        product = session.get(Product, line.product_id, with_for_update=True)
        if product is None or product.stock < line.quantity:
            raise HTTPException(409, "A product is gone or sold out.")
        product.stock -= line.quantity
        order.total += product.price * line.quantity
        session.add(
            OrderItem(
                order_id=order.id,
                product_id=product.id,
                quantity=line.quantity,
                unit_price=product.price,
            )
        )
    session.commit()
    return shown(order, body.items)


@router.get("")
def list_orders(
    customer: Annotated[Customer, Depends(current_customer)],
    session: Annotated[Session, Depends(get_session)],
) -> list[OrderOut]:
    orders = session.scalars(
        select(Order).where(Order.customer_id == customer.id).order_by(Order.created_at.desc())
    ).all()
    found = []
    for order in orders:
        items = session.scalars(select(OrderItem).where(OrderItem.order_id == order.id)).all()
        lines = [Line(product_id=item.product_id, quantity=item.quantity) for item in items]
        found.append(shown(order, lines))
    return found


@router.get("/{order_id}")
def read_order(
    order_id: int,
    customer: Annotated[Customer, Depends(current_customer)],
    session: Annotated[Session, Depends(get_session)],
) -> OrderOut:
    order = session.get(Order, order_id)
    if order is None or order.customer_id != customer.id:
        raise HTTPException(404, "There is no such order.")
    lines = [Line(product_id=item.product_id, quantity=item.quantity) for item in order.items]
    return shown(order, lines)


def shown(order: Order, items: list[Line]) -> OrderOut:
    return OrderOut(id=order.id, status=order.status, total=order.total, items=items)
