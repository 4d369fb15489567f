from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from app.auth import current_customer, hasher, token_for, verified
from app.database import get_session
from app.models import Customer
from app.schemas import Login, Registration, Token

router = APIRouter(prefix="/customers", tags=["customers"])


@router.post("", status_code=201)
def register(body: Registration, session: Annotated[Session, Depends(get_session)]) -> Token:
    customer = Customer(
        email=body.email, name=body.name, password_hash=hasher.hash(body.password)
    )
    session.add(customer)
    session.commit()
    return Token(access_token=token_for(customer))


@router.post("/login")
def login(body: Login, session: Annotated[Session, Depends(get_session)]) -> Token:
    return Token(access_token=token_for(verified(session, body.email, body.password)))


@router.get("/me")
def me(customer: Annotated[Customer, Depends(current_customer)]) -> dict[str, str]:
    return {"email": customer.email, "name": customer.name}
