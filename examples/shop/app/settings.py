"""Settings from the environment."""

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str
    token_secret: str
    token_minutes: int = 60
    api_prefix: str = "/api/v1"


settings = Settings()
