from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.routers import SimpleRouter
from rest_framework_nested.routers import NestedSimpleRouter

from shop.other import other_router
from shop.views import CartViewSet


class OrderViewSet(viewsets.ModelViewSet):
    permission_classes = [IsAuthenticated]
    lookup_field = "number"
    http_method_names = ["get", "post"]

    @action(detail=True, methods=["post"], url_path="pay/(?P<way>[a-z]+)")
    def pay(self, request, number, way): ...

    @pay.mapping.delete
    def unpay(self, request, number, way): ...

    @action(detail=False, permission_classes=[AllowAny])
    def recent(self, request): ...


class ItemViewSet(mixins.ListModelMixin, mixins.UpdateModelMixin, viewsets.GenericViewSet):
    def destroy(self, request, pk): ...


router = SimpleRouter()
router.register(r"orders", OrderViewSet, basename="order")
items = NestedSimpleRouter(router, r"orders", lookup="order")
items.register("items", ItemViewSet)
parts = NestedSimpleRouter(items, "items", lookup="item")
router.register("carts", CartViewSet)
router.registry.extend(other_router.registry)
