"""Which file an import of JavaScript or TypeScript means."""

from __future__ import annotations

import pytest

from backend_architect.survey.places import Alias, Places
from backend_architect.survey.resolve.javascript import implicit, locate

PLACES = Places(
    [
        "package.json",
        "src/app.ts",
        "src/users/index.ts",
        "src/users/users.router.ts",
        "src/legacy.js",
        "src/widget.tsx",
        "packages/db/package.json",
        "packages/db/src/index.ts",
        "packages/db/src/models/order.ts",
        "packages/plain/index.js",
        "libs/shared/src/index.ts",
        "config/default.json",
    ],
    {"": "shop", "packages/db": "@shop/db", "packages/plain": "plain"},
    [
        Alias("", "@app/*", ("src/*",)),
        Alias("", "@shop/shared", ("libs/shared/src/index.ts",)),
        Alias("packages/db", "@app/*", ("src/*",)),
    ],
)


@pytest.mark.parametrize(
    ("module", "importer", "file"),
    [
        ("./users", "src/app.ts", "src/users/index.ts"),
        ("./users/users.router", "src/app.ts", "src/users/users.router.ts"),
        ("./users/users.router.js", "src/app.ts", "src/users/users.router.ts"),
        ("./widget.jsx", "src/app.ts", "src/widget.tsx"),
        ("./legacy", "src/app.ts", "src/legacy.js"),
        ("..", "src/users/users.router.ts", None),
        (".", "src/users/users.router.ts", "src/users/index.ts"),
        ("../../config/default", "src/users/index.ts", "config/default.json"),
        ("@app/users", "src/app.ts", "src/users/index.ts"),
        ("@app/models/order", "packages/db/src/index.ts", "packages/db/src/models/order.ts"),
        ("@shop/shared", "src/app.ts", "libs/shared/src/index.ts"),
        ("@shop/db", "src/app.ts", "packages/db/src/index.ts"),
        ("@shop/db/models/order", "src/app.ts", "packages/db/src/models/order.ts"),
        ("plain", "src/app.ts", "packages/plain/index.js"),
        ("src/users", "src/app.ts", "src/users/index.ts"),
        ("@/users", "src/app.ts", "src/users/index.ts"),
        ("express", "src/app.ts", None),
        ("@nestjs/common", "src/app.ts", None),
        ("../../../outside", "src/app.ts", None),
    ],
)
def test_an_import_means_the_file_that_node_or_typescript_would_take(
    module: str, importer: str, file: str | None
) -> None:
    assert locate(module, importer, PLACES) == ((file,) if file else ())


def test_nothing_is_visible_without_an_import() -> None:
    assert implicit("src/app.ts", PLACES) == ()
