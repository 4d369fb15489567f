from app.models.base import Base
from app.models.customer import Address, Customer
from app.models.order import Order, OrderItem
from app.models.product import Category, Product

__all__ = ["Address", "Base", "Category", "Customer", "Order", "OrderItem", "Product"]
