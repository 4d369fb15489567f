from fastapi import HTTPException
from fastapi.security import APIKeyHeader, HTTPBearer, OAuth2PasswordBearer

oauth = OAuth2PasswordBearer(tokenUrl="/login")
key = APIKeyHeader(name="X-Key", auto_error=False)


class TokenBearer(HTTPBearer):
    pass


def check(token):
    raise HTTPException(status_code=401, detail="no")
