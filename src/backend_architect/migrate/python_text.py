"""SQL in Python source: literals an engineer would have written."""

from __future__ import annotations


def python_string(text: str, indent: str) -> str:
    """A Python string literal for SQL: triple-quoted over several lines, where that is safe."""
    if "\n" not in text:
        return _plain(text)
    if '"""' in text or not _printable(text) or _breaks_in_string(text):
        return repr(text)
    lines = text.replace("\\", "\\\\").split("\n")
    body = "\n".join(f"{indent}{line}" if line else "" for line in lines)
    return f'"""\n{body}\n{indent}"""'


def _breaks_in_string(text: str) -> bool:
    """Whether a line may end within a constant or a quoted name, which indenting would change."""
    lines = text.split("\n")[:-1]
    return any("\n".join(lines[: n + 1]).count(q) % 2 for n in range(len(lines)) for q in "'\"")


def _plain(text: str) -> str:
    quoted = repr(text)
    if quoted.startswith("'") and '"' not in text and "\\" not in quoted:
        return f'"{text}"'
    return quoted


def _printable(text: str) -> bool:
    return all(line.isprintable() for line in text.split("\n"))
