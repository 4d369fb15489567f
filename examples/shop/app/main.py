"""The application."""

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app.routes import customers, orders, products
from app.settings import settings

app = FastAPI(title="Shop", version="1.4.0")
app.add_middleware(CORSMiddleware, allow_origins=["https://shop.example"])

app.include_router(customers.router, prefix=settings.api_prefix)
app.include_router(products.router, prefix=settings.api_prefix)
app.include_router(orders.router, prefix=settings.api_prefix)


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}
