from django.conf.urls import url
from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.urls import include, path, re_path
from django.views.decorators.cache import cache_page
from rest_framework.routers import DefaultRouter
from rest_framework_simplejwt.views import TokenObtainPairView

from shop import views
from shop.orders import urls as orders

router = DefaultRouter()

reports = [
    path("daily/", views.daily),
]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("articles/<int:year>/<slug>/", views.article, name="article"),
    re_path(r"^files/(?P<name>[\w-]+)\.(?:json|xml)/?$", views.FileView.as_view()),
    url(r"^old/(\d+)/(?:page-(?P<page>\d+)/)?$", login_required(cache_page(60)(views.old))),
    path("orders/", include((orders, "orders"), namespace="orders")),
    path("users/", include("shop.users.urls")),
    path("api/", include(router.urls)),
    path("reports/", include(reports)),
    path("inner/", include([path("a/<uuid:id>/", views.inner)])),
    path("token/", TokenObtainPairView.as_view()),
    path("items/", views.ItemViewSet.as_view({"get": "list", "post": "create"})),
    path("made/", views.make("x")),
]
urlpatterns += router.urls
