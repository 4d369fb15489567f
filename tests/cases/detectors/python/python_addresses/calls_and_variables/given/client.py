import os

CART = os.getenv("CART_HOST", "cart")
STORE = "postgresql://shop:secret@db:5432/shop"
TIMEOUT = os.getenv("TIMEOUT", "5")


def cart(id):
    return requests.get(f"http://{CART}:8080/cart/{id}")


def stock():
    return requests.get("http://stock:8080/items")
