"""Secrets of a repository stay in it: no value of any reaches a document, a noun or the cache."""

from __future__ import annotations

import pytest

from tests.faces.shops import files_below, run, shop_in

CART = "Add a shopping cart to our e-commerce platform"

#: Made-up secrets; each holds the word CANARY, so that none can be meant by chance.
SECRETS = {
    ".env": """\
DATABASE_URL=postgresql+psycopg://shop:CANARYpw01@db.internal.example/shop
TOKEN_SECRET=CANARY02abcdefghijklmnop
export STRIPE_KEY='sk_live_CANARY03'
AWS_SECRET_ACCESS_KEY="CANARY04/abc+def"
PRIVATE_KEY="-----BEGIN PRIVATE KEY-----\\nCANARY05\\n-----END PRIVATE KEY-----"
SMTP_PASSWORD=CANARY06 # remark CANARY07
PORT=8000
""",
    ".env.production": "REDIS_URL=redis://:CANARY08@cache:6379/0\n",
    "compose.override.yaml": """\
services:
  api:
    environment:
      TOKEN_SECRET: CANARY09
      DATABASE_URL: postgresql://shop:CANARY10@db/shop
    command: uvicorn app.main:app --secret CANARY11
    healthcheck:
      test: ["CMD", "curl", "-H", "Authorization: Bearer CANARY12", "http://localhost/health"]
  db:
    image: postgres:16
    environment:
      - POSTGRES_PASSWORD=CANARY14
  cache:
    image: redis:7
    command: redis-server --requirepass CANARY15
""",
    "app/settings.py": '''\
"""Settings."""

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str = "postgresql://shop:CANARY16@localhost/shop"
    token_secret: str = "CANARY17"
    token_minutes: int = 60
    api_prefix: str = "/api/v1"
    github_token: str = "ghp_CANARY18"


settings = Settings()
SECRET_KEY = "CANARY19"
''',
    "app/extra.py": """\
import os

from fastapi import FastAPI
from sqlalchemy import create_engine
from starlette.middleware.sessions import SessionMiddleware

engine = create_engine("postgresql://shop:CANARY20@db.example/shop", pool_size=5)
other = create_engine(os.environ.get("REPORTS_URL", "mysql://root:CANARY21@reports/shop"))
app = FastAPI()
app.add_middleware(SessionMiddleware, secret_key="CANARY22")
API_KEY = "CANARY23"


@app.get("/hooks/CANARYPATH")
def hook(token: str = "CANARY24", key: str = API_KEY): ...
""",
    "app/config.py": """\
class Config:
    SECRET_KEY = "CANARY25"
    SQLALCHEMY_DATABASE_URI = "postgresql://shop:CANARY26@db/shop"
    JWT_SECRET_KEY = "CANARY27"
""",
    "site/settings.py": """\
SECRET_KEY = "django-insecure-CANARY28"
INSTALLED_APPS = ["django.contrib.auth"]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "shop",
    "USER": "shop", "PASSWORD": "CANARY29", "HOST": "db"}}
CACHES = {"default": {"BACKEND": "django_redis.cache.RedisCache",
    "LOCATION": "redis://:CANARY30@cache:6379/1"}}
""",
    "Dockerfile": "FROM python:3.12\nENV API_TOKEN=CANARY31\nARG PASSWORD=CANARY32\n"
    "HEALTHCHECK CMD curl -u admin:CANARY33 http://localhost\nCMD uvicorn app.main:app\n",
    "service/src/main/resources/application.yml": """\
spring:
  datasource:
    url: jdbc:postgresql://db/shop?user=shop&password=CANARY34
    password: CANARY35
jwt:
  secret: CANARY36
""",
    "service/src/main/resources/application.properties": "spring.datasource.password=CANARY37\n"
    "app.token=CANARY38\n",
    "service/pom.xml": "<project><artifactId>service</artifactId><properties>"
    "<repo.password>CANARY39</repo.password></properties></project>\n",
    "web/package.json": '{"name": "web", "dependencies": {"express": "4.19.2", '
    '"mine": "git+https://CANARY40:x-oauth-basic@github.com/a/b.git"}, '
    '"scripts": {"start": "SECRET=CANARY41 node server.js"}}\n',
    "web/server.js": """\
const express = require('express')
const session = require('express-session')
const { Pool } = require('pg')
const mongoose = require('mongoose')
const app = express()
app.use(session({ secret: 'CANARY42' }))
const url = 'postgres://shop:CANARY43@db/shop'
const pool = new Pool({ connectionString: url, password: 'CANARY44' })
mongoose.connect(process.env.MONGO || 'mongodb://root:CANARY45@mongo/shop')
const secret = process.env.JWT_SECRET || 'CANARY46'
app.get('/x', (req, res) => res.json({ key: 'CANARY47' }))
""",
    "prisma/schema.prisma": 'datasource db {\n  provider = "postgresql"\n'
    '  url = "postgresql://shop:CANARY48@db/shop"\n}\nmodel Thing {\n  id Int @id\n}\n',
    "gate/main.go": """\
package main

import (
	"github.com/gin-gonic/gin"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"os"
)

func main() {
	dsn := "host=db user=shop password=CANARY49 dbname=shop"
	db, _ := gorm.Open(postgres.Open(dsn), &gorm.Config{})
	_ = db
	os.Setenv("TOKEN", "CANARY50")
	r := gin.Default()
	r.GET("/in", gin.BasicAuth(gin.Accounts{"admin": "CANARY51"}))
}
""",
    "gate/go.mod": "module example.com/gate\n\ngo 1.22\n\n"
    "require github.com/gin-gonic/gin v1.10.0\n",
    "migrations/seed.sql": "CREATE ROLE api LOGIN PASSWORD 'CANARY52';\n"
    "CREATE TABLE tokens (id bigint PRIMARY KEY, token text NOT NULL DEFAULT 'DEFAULTCANARY53');\n"
    "INSERT INTO tokens VALUES (1, 'CANARY54');\n",
    "alembic.ini": "[alembic]\nscript_location = migrations\n"
    "sqlalchemy.url = postgresql://shop:CANARY55@db/shop\n",
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1.0"\ndependencies = [\n'
    '  "fastapi>=0.115",\n  "mine @ git+https://CANARY56@github.com/a/b.git",\n]\n',
    "requirements.txt": "--extra-index-url https://user:CANARY57@pypi.example/simple\nflask==3.0\n"
    "git+https://CANARY58@github.com/a/b.git#egg=b\n",
}

#: No secret, though it looks like one: an endpoint's path is what the documents are about.
PATH = "CANARYPATH"
#: A default in the DDL of a column that holds secrets.
DEFAULT = "DEFAULTCANARY53"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Everything the program leaves or says: documents, nouns, streams, the cache."""
    home = tmp_path_factory.mktemp("secrets")
    shop = shop_in(home)
    for path, text in SECRETS.items():
        (shop / path).parent.mkdir(parents=True, exist_ok=True)
        (shop / path).write_text(text)
    said = {}
    for verb in (["survey"], ["survey", "--json"], ["review"], ["plan", CART, "--assume"],
                 ["plan", "Our queries are getting slow as we scale", "--assume", "--json"],
                 ["plan", CART]):  # fmt: skip
        result = run(home, *verb, "--root", str(shop))
        assert result.returncode in (0, 1, 5), result.stderr
        said[f"{' '.join(verb)}: stdout"] = result.stdout
        said[f"{' '.join(verb)}: stderr"] = result.stderr
    for path, data in files_below(shop / ".claude").items():
        said[path] = data.decode()
    return said


def test_the_surveyed_repository_was_read_in_all_its_languages(told: dict[str, str]) -> None:
    model = told["survey --json: stdout"]
    for name in ("/hooks/CANARYPATH", "SMTP_PASSWORD", "JWT_SECRET", "gin", "express", "tokens"):
        assert name in model


def said_of(told: dict[str, str], word: str) -> set[str]:
    """Where a word is told, with what follows it."""
    return {
        f"{where}: {piece[:60]!r}" for where, text in told.items() for piece in text.split(word)[1:]
    }


def test_no_secret_is_said_or_written(told: dict[str, str]) -> None:
    plain = {where: text.replace(PATH, "").replace(DEFAULT, "") for where, text in told.items()}
    assert said_of(plain, "CANARY") == set()


def test_the_default_of_a_secret_column_is_not_said(told: dict[str, str]) -> None:
    assert said_of(told, DEFAULT) == set()
