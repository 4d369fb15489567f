"""How the contexts of Go's web frameworks are asked for inputs."""

from __future__ import annotations

from backend_architect.survey.idioms.go.inputs import Reader, Readers

#: https://pkg.go.dev/github.com/gin-gonic/gin#Context
GIN = Readers(
    context=("gin.Context",),
    values={
        "Query": Reader("query", required=False),
        "DefaultQuery": Reader("query", required=False),
        "GetQuery": Reader("query", required=False),
        "QueryArray": Reader("query", required=False),
        "GetHeader": Reader("header", required=False),
        "Cookie": Reader("cookie", required=False),
        "Param": Reader("path"),
    },
    bodies={
        "ShouldBindJSON": "body",
        "BindJSON": "body",
        "ShouldBindBodyWith": "body",
        "ShouldBindBodyWithJSON": "body",
        "ShouldBind": "body",
        "Bind": "body",
        "ShouldBindXML": "body",
        "BindXML": "body",
        "ShouldBindQuery": "query",
        "BindQuery": "query",
    },
)

#: https://docs.gofiber.io/api/ctx, version 2 and 3 (`c.Bind().Body(&x)`).
FIBER = Readers(
    context=("fiber.Ctx",),
    values={
        "Query": Reader("query", required=False),
        "QueryInt": Reader("query", required=False),
        "QueryBool": Reader("query", required=False),
        "QueryFloat": Reader("query", required=False),
        "Get": Reader("header", required=False),
        "Cookies": Reader("cookie", required=False),
        "Params": Reader("path"),
        "ParamsInt": Reader("path"),
    },
    bodies={"BodyParser": "body", "QueryParser": "query"},
    bound={"Body": "body", "JSON": "body", "Form": "body", "XML": "body", "Query": "query"},
)

#: https://echo.labstack.com/docs/request
ECHO = Readers(
    context=("echo.Context",),
    values={
        "QueryParam": Reader("query", required=False),
        "Param": Reader("path"),
        "PathParam": Reader("path"),
        "FormValue": Reader("body", required=False),
        "Cookie": Reader("cookie", required=False),
    },
    bodies={"Bind": "body"},
)
