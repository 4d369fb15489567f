from ninja import NinjaAPI, Router
from ninja.security import django_auth

from shop.auth import TokenBearer
from shop.items import router as items

api = NinjaAPI(auth=TokenBearer())
router = Router(auth=[django_auth])
api.add_router("/items/{shop}", items)
api.add_router("/late", "shop.late.router", auth=None)


@router.get("/{int:order_id}", response={200: OrderOut, 404: Error})
def order(request, order_id: int): ...


@api.api_operation(["POST", "PATCH"], "/orders", auth=None, response=list[OrderOut])
def orders(request): ...
