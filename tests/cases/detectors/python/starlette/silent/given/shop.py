from starlette.requests import Request

from shop.maps import Mount, Place

places = [Place("/a", 3), Mount(height=4)]


class Trail(Way):
    def get(self, key): ...
