"""The engine and one session per request."""

from collections.abc import Iterator

from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

from app.settings import settings

engine = create_engine(settings.database_url, pool_size=10, max_overflow=5)
make_session = sessionmaker(engine, expire_on_commit=False)


def get_session() -> Iterator[Session]:
    with make_session() as session:
        yield session
