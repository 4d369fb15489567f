from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import JsonResponse
from django.views import View
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import DetailView, FormView
from rest_framework import generics, permissions
from rest_framework.decorators import api_view, permission_classes
from rest_framework.views import APIView


def index(request):
    return JsonResponse({})


@login_required
def contact(request, id):
    if request.method == "POST":
        return JsonResponse({})


@require_http_methods(["GET", "PUT"])
@permission_required("shop.change")
def edit(request, id): ...


@require_POST
def send(request): ...


@api_view(["get", "DELETE"])
@permission_classes([permissions.IsAdminUser])
def thing(request: Request, id: int): ...


class Home(LoginRequiredMixin, View):
    def get(self, request): ...

    @method_decorator(csrf_protect)
    def post(self, request, *args): ...


class Items(generics.ListCreateAPIView):
    permission_classes = [permissions.IsAuthenticated & IsOwner]
    http_method_names = ["get", "head"]


class Item(DetailView):
    model = Item


class Status(APIView):
    permission_classes = (AllowAny,)

    def get(self, request, format=None): ...
