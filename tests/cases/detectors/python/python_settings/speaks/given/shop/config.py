import os
from os import environ

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

DEBUG = os.getenv("DEBUG", "0")
URL = os.environ["DATABASE_URL"]
HOST = environ.get("HOST")
KEY = env.str("SECRET_KEY", default="hunter2")
NAME = os.getenv(name)


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHOP_")
    api_key: str
    pool: int = Field(5, env="POOL_SIZE")
    _own: int = 3
