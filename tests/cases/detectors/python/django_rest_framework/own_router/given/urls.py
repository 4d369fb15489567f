from shop.routers import ShopRouter

from . import views

router = ShopRouter()
router.register("orders", views.OrderViewSet)
urlpatterns = router.urls
