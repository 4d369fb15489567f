from django.views.generic import DetailView, ListView
from rest_framework import generics, viewsets

from shop.models import Item, Order


class Orders(viewsets.ReadOnlyModelViewSet):
    queryset = Order.objects.filter(open=True).order_by("-created")
    lookup_field = "number"
    pagination_class = Pages


class Items(generics.CreateAPIView, generics.DestroyAPIView):
    queryset = Item.objects.all()


class Page(ListView):
    model = Item
    ordering = ["name"]

    def get_queryset(self):
        return super().get_queryset().filter(owner=self.request.user)


class Detail(DetailView):
    model = Item

    def get(self, request): ...
