from collections import UserDict


def build(order, request): ...


class Store(UserDict):
    def get(self, key): ...

    def delete(self, key): ...


def outer():
    def inner(request): ...

    return inner
