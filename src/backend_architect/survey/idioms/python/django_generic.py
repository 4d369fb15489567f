"""What Django's and DRF's generic views and viewsets answer without a line of their own.

From https://docs.djangoproject.com/en/stable/ref/class-based-views/ and
https://www.django-rest-framework.org/api-guide/generic-views/. A base is known by the end of its
name, so that a project's own `BaseListAPIView` counts as what it is called after.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.survey.idioms.python.calls import last

#: What happens to the data: many rows read, one read, one made, one changed, one deleted.
Deed: TypeAlias = Literal["list", "retrieve", "create", "update", "destroy", ""]

#: Base -> HTTP method (lower case) -> deed. The first row whose end matches decides.
_VIEWS: tuple[tuple[str, dict[str, Deed]], ...] = (
    ("RetrieveUpdateDestroyAPIView",
     {"get": "retrieve", "put": "update", "patch": "update", "delete": "destroy"}),
    ("RetrieveUpdateAPIView", {"get": "retrieve", "put": "update", "patch": "update"}),
    ("RetrieveDestroyAPIView", {"get": "retrieve", "delete": "destroy"}),
    ("ListCreateAPIView", {"get": "list", "post": "create"}),
    ("ListAPIView", {"get": "list"}), ("CreateAPIView", {"post": "create"}),
    ("RetrieveAPIView", {"get": "retrieve"}), ("DestroyAPIView", {"delete": "destroy"}),
    ("UpdateAPIView", {"put": "update", "patch": "update"}),
    ("ArchiveView", {"get": "list"}), ("ArchiveIndexView", {"get": "list"}),
    ("ListView", {"get": "list"}), ("DetailView", {"get": "retrieve"}),
    ("TemplateView", {"get": ""}), ("RedirectView", {"get": ""}),
    ("FormView", {"get": "", "post": ""}), ("CreateView", {"get": "", "post": "create"}),
    ("UpdateView", {"get": "retrieve", "post": "update"}),
    ("DeleteView", {"get": "retrieve", "post": "destroy"}),
    ("LoginView", {"get": "", "post": ""}), ("LogoutView", {"post": ""}),
    ("TokenObtainPairView", {"post": ""}), ("TokenRefreshView", {"post": ""}),
    ("TokenViewBase", {"post": ""}), ("ObtainAuthToken", {"post": ""}), ("Feed", {"get": "list"}),
)  # fmt: skip
#: Base -> conventional actions of a viewset -> deed.
_VIEWSETS: tuple[tuple[str, dict[str, Deed]], ...] = (
    ("ReadOnlyModelViewSet", {"list": "list", "retrieve": "retrieve"}),
    ("ModelViewSet", {"list": "list", "create": "create", "retrieve": "retrieve",
                      "update": "update", "partial_update": "update", "destroy": "destroy"}),
    ("ListModelMixin", {"list": "list"}), ("CreateModelMixin", {"create": "create"}),
    ("RetrieveModelMixin", {"retrieve": "retrieve"}),
    ("UpdateModelMixin", {"update": "update", "partial_update": "update"}),
    ("DestroyModelMixin", {"destroy": "destroy"}),
)  # fmt: skip


def of_views(bases: tuple[str, ...]) -> dict[str, Deed]:
    """The methods that generic views among the bases answer, and what they do."""
    return _offered(bases, _VIEWS)


def of_viewsets(bases: tuple[str, ...]) -> dict[str, Deed]:
    """The conventional actions that viewset bases and mixins offer, and what they do."""
    return _offered(bases, _VIEWSETS)


def _offered(
    bases: tuple[str, ...], table: tuple[tuple[str, dict[str, Deed]], ...]
) -> dict[str, Deed]:
    found: dict[str, Deed] = {}
    for base in bases:
        row = next((row for ending, row in table if last(base).endswith(ending)), {})
        found |= {name: deed for name, deed in row.items() if name not in found}
    return found
