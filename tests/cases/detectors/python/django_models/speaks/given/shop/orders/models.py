import uuid

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q


class Stamped(models.Model):
    created = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        abstract = True


class Customer(AbstractUser):
    phone = models.CharField(max_length=20, unique=True)


class Order(Stamped):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, db_index=False)
    bill = models.OneToOneField("billing.Bill", models.CASCADE, db_column="bill_no")
    total = models.DecimalField(max_digits=10, decimal_places=2)
    slug = models.SlugField()
    state = models.IntegerField(db_default=0)
    labels = ArrayField(models.CharField(max_length=9))
    colour = models.ColourField()
    products = models.ManyToManyField("Product")
    people = models.ManyToManyField(Customer, through="Share")

    class Meta:
        db_table = "orders"
        unique_together = ("slug", "state")
        indexes = [
            models.Index(fields=["-created", "state"], name="by_age"),
            GinIndex(fields=["labels"]),
            models.Index(F("total").desc(), name="dear", condition=Q(state__gte=1, bill=None)),
            models.Index(Lower("slug"), name="odd"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="one_open", condition=~Q(state=3)),
            models.CheckConstraint(check=Q(total__gt=0) & Q(state__in=[1, 2]), name="sane"),
        ]


class OrderProxy(Order):
    class Meta:
        proxy = True


class Product(models.Model):
    name = models.TextField()
    tags = models.ManyToManyField("Tag", db_table="product_tag")
