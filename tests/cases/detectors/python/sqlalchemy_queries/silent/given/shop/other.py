"""Calls of the same names that are no queries."""


def work(client, form, cache, path):
    client.get("/orders")
    cache.get(Order, 3)
    form.select("Order")
    path.delete(force=True)
    names = set()
    names.add(User())
    db = {}
    db.get("x")
    update(state)
    return select(names)
