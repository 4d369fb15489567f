import os

import asyncpg
import redis.asyncio as redis
from motor.motor_asyncio import AsyncIOMotorClient
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

URL = f"mysql+pymysql://{os.environ['USER']}:x@db/shop"
engine = create_engine(URL, pool_size=20, max_overflow=0)
plain = create_engine("postgresql://u:p@h/db")
none = create_async_engine("postgresql+asyncpg://h/db", poolclass=NullPool)
other = create_engine(os.environ["URL"], pool_size=SIZE)
lite = create_engine("sqlite:///x.db")
cache = redis.from_url("redis://c")
store = AsyncIOMotorClient()


async def start(app):
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://h/x"
    return await asyncpg.create_pool(dsn="x", max_size=7)
