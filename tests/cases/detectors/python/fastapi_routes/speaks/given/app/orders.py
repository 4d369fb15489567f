from typing import Annotated, Optional
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Header, Query, Request, Response, Security, status

from app.auth import CurrentUser, get_current_user, get_db, get_optional_user, require_admin, scheme
from app.config import settings
from app.schemas import OrderIn, OrderOut

router = APIRouter(prefix="/orders")


@router.get("/", response_model=list[OrderOut])
async def list_orders(
    request: Request,
    limit: int = Query(20, le=100),
    state: Optional[str] = None,
    x_trace: Annotated[str, Header()] = "",
    db=Depends(get_db),
    user=Depends(get_current_user),
) -> list:
    return []


@router.post("", status_code=status.HTTP_201_CREATED)
async def place(order: OrderIn, user: CurrentUser, note: str = Body(None)) -> OrderOut:
    return OrderOut()


@router.get("/{order_id}/files/{name:path}", dependencies=[Security(scheme, scopes=["read"])])
def file(order_id: UUID, name: str, user=Depends(get_optional_user)) -> Response: ...


@router.api_route(settings.HOOK, methods=["put", "DELETE"], status_code=204)
@limiter.limit("5/minute")
def hook(admin: Annotated[str, Depends(require_admin())]) -> None: ...


router.add_api_route("/{order_id}", file, methods=["PATCH"])
