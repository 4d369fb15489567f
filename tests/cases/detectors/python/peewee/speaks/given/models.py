from peewee import (
    AutoField,
    BooleanField,
    CharField,
    CompositeKey,
    DecimalField,
    ForeignKeyField,
    Model,
    SqliteDatabase,
    TextField,
)

db = SqliteDatabase("shop.db")


class Base(Model):
    class Meta:
        database = db


class Customer(Base):
    number = AutoField()
    email = CharField(unique=True, max_length=120)
    parent = ForeignKeyField("self", null=True, on_delete="SET NULL")


class Order(Base):
    customer = ForeignKeyField(Customer, backref="orders", on_delete="CASCADE")
    total = DecimalField(max_digits=12, decimal_places=2)
    note = TextField(null=True, column_name="remark")
    paid = BooleanField(index=True)

    class Meta:
        table_name = "orders"
        indexes = ((("customer", "paid"), True),)


class Membership(Base):
    customer = ForeignKeyField(Customer)
    club = CharField()

    class Meta:
        primary_key = CompositeKey("customer", "club")
