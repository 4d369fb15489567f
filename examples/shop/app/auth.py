"""Who is calling: a bearer token names a customer."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import get_session
from app.models import Customer
from app.settings import settings

oauth2_scheme = OAuth2PasswordBearer(tokenUrl="/api/v1/customers/login")
hasher = PasswordHasher()


def token_for(customer: Customer) -> str:
    expires = datetime.now(UTC) + timedelta(minutes=settings.token_minutes)
    claims = {"sub": str(customer.id), "exp": expires}
    return jwt.encode(claims, settings.token_secret, algorithm="HS256")


def current_customer(
    token: Annotated[str, Depends(oauth2_scheme)],
    session: Annotated[Session, Depends(get_session)],
) -> Customer:
    try:
        claims = jwt.decode(token, settings.token_secret, algorithms=["HS256"])
    except jwt.InvalidTokenError as error:
        raise HTTPException(401, "The token is not valid.") from error
    customer = session.get(Customer, int(claims["sub"]))
    if customer is None:
        raise HTTPException(401, "The customer is gone.")
    return customer


def verified(session: Session, email: str, password: str) -> Customer:
    customer = session.scalars(select(Customer).where(Customer.email == email)).first()
    if customer is None:
        raise HTTPException(401, "E-mail or password is wrong.")
    try:
        hasher.verify(customer.password_hash, password)
    except VerifyMismatchError as error:
        raise HTTPException(401, "E-mail or password is wrong.") from error
    return customer
