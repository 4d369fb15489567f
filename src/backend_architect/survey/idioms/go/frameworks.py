"""Which web frameworks a file of Go speaks of: several write their routes alike."""

from __future__ import annotations

from functools import lru_cache

from backend_architect.survey.idioms.go.routing import Dialect

#: Packages of Go's web frameworks; a file that imports one of them speaks of its routers.
_FRAMEWORKS = (
    b'"github.com/gin-gonic/gin', b'"github.com/gofiber/fiber', b'"github.com/labstack/echo',
    b'"github.com/go-chi/chi', b'"github.com/gorilla/mux', b'"github.com/julienschmidt/httprouter',
    b'"github.com/kataras/iris', b'"github.com/cloudwego/hertz', b'"github.com/beego/beego',
    b'"github.com/valyala/fasthttp', b'"github.com/danielgtaylor/huma', b'"goa.design/goa',
)  # fmt: skip


@lru_cache(maxsize=16)
def _imported(data: bytes) -> tuple[bytes, ...]:
    return tuple(package for package in _FRAMEWORKS if package in data)


def speaks(data: bytes, dialect: Dialect) -> bool:
    """False for a file that imports web frameworks, but not this one."""
    own = f'"{dialect.package}'.encode()
    return own in data or not _imported(data)
