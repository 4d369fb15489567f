"""Needs a database: DATABASE_URL names one that may be emptied."""

from fastapi.testclient import TestClient

from app.main import app


def test_orders_need_a_token() -> None:
    assert TestClient(app).get("/api/v1/orders").status_code == 401
