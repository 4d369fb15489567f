"""Which framework a variable's routes are written for.

`$app->get('/x', ...)` is the same in a dozen frameworks. What the file imports tells them apart;
a file that imports none of them goes by the variable's customary name.
"""

from __future__ import annotations

from backend_architect.survey.detector import Source

_MARKS: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("codeigniter", (b"CodeIgniter\\",)),
    ("cakephp", (b"Cake\\",)),
    ("phalcon", (b"Phalcon\\",)),
    ("mezzio", (b"Mezzio\\", b"Zend\\Expressive")),
    ("league", (b"League\\Route",)),
    ("hyperf", (b"Hyperf\\",)),
    ("slim", (b"Slim\\",)),
    ("fastroute", (b"FastRoute",)),
    ("flight", (b"flight\\", b"Flight::")),
    ("laravel", (b"Illuminate\\", b"Laravel\\Lumen", b"Dingo\\Api")),
)
_NAMES = {
    "routes": "codeigniter", "app": "slim", "group": "slim", "this": "slim", "g": "slim",
    "router": "laravel", "this.router": "laravel", "r": "fastroute", "builder": "cakephp",
}  # fmt: skip


def dialect(source: Source, root: str) -> str:
    """The framework, "" where nothing tells."""
    for framework, marks in _MARKS:
        if any(mark in source.data for mark in marks):
            return framework
    return _NAMES.get(root, "")
