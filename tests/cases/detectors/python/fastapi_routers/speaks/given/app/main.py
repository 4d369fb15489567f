from fastapi import Depends, FastAPI

from app.api import orders, users
from app.auth import get_current_user
from app.config import settings
from app.legacy import register

app = FastAPI(title="Shop")
app.include_router(orders.router, prefix=settings.API_PREFIX + "/v1")
for each in (users.router, users.admin):
    app.include_router(each, dependencies=[Depends(get_current_user)])
app.mount("/reports", users.reports)
register(app)


def late(app: FastAPI, routers) -> None:
    for one in routers():
        app.include_router(one)
