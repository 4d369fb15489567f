import django_tables2 as tables


class OrderTable(tables.Table):
    number = tables.Column(linkify=True)
