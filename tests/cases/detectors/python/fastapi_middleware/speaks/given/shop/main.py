from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware

from shop.errors import on_error
from shop.logs import RequestLoggingMiddleware

app = FastAPI(middleware=[Middleware(SessionMiddleware, secret_key="x")])
app.add_middleware(CORSMiddleware, allow_origins=["*"])
app.add_middleware(RequestLoggingMiddleware)
app.add_exception_handler(ValueError, on_error)


@app.middleware("http")
async def verify_token(request, call_next): ...


@app.exception_handler(KeyError)
async def missing(request, error): ...
