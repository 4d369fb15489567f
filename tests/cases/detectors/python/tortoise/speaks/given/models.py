from tortoise import fields
from tortoise.models import Model


class Timed(Model):
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Team(Timed):
    name = fields.CharField(max_length=40, unique=True)


class Event(Timed):
    id = fields.UUIDField(primary_key=True)
    title = fields.TextField(null=True)
    price = fields.DecimalField(max_digits=10, decimal_places=2)
    owner = fields.ForeignKeyField("models.Team", related_name="events", on_delete=fields.RESTRICT)
    guests = fields.ManyToManyField("models.Team", related_name="visits", through="event_guest")

    class Meta:
        table = "events"
        unique_together = (("title", "owner"),)
        indexes = (("price",),)
