from django.db import models

from core.models import NestedModel


class ContactsMixin:
    pass


class Region(ContactsMixin, NestedModel):
    pass


class Plain(ContactsMixin):
    pass
