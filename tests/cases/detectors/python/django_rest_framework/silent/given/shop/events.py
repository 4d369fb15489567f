from fastapi import APIRouter

router = APIRouter()
registry = Registry()
registry.register("orders")
names = []
names.extend(["a"])


class Handler(Observer):
    def list(self): ...

    def create(self, x): ...
