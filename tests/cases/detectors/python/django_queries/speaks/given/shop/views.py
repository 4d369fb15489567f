from django.db.models import Q
from django.shortcuts import get_list_or_404, get_object_or_404

from shop.models import Item, Order


def page(request, ids):
    orders = Order.objects.filter(Q(state=1) | Q(owner__name="x"), paid=True).exclude(pk=3)
    orders = orders.order_by("-created", "owner__name")[:10]
    for each in ids:
        Item.objects.get(sku=each)
    newest = Item.objects.select_related("order").order_by("?").first()
    Item.objects.create(sku="a")
    Order.published_objects.filter(state=2).update(state=3)
    return get_object_or_404(Order, pk=1), get_list_or_404(Item.objects, order=1), newest


class Orders(ListAPIView):
    queryset = Order.objects.all()

    def clear(self):
        Order.objects.filter(id__in=[1]).delete()
        return Item.objects.all()[:5]
