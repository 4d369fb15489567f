"""C#: a type lies in a file of its own name, mostly; namespaces are no folders.

`using` names namespaces, which any file may fill, and extension methods are called without the
class they stand in. So a name is looked for in the files that are called as it is, the nearest to
the one that uses it first, and then among the types and extension methods of all files that were
read (`Symbols` does that for this language).
Source: https://learn.microsoft.com/en-us/dotnet/csharp/fundamentals/types/namespaces
"""

from __future__ import annotations

from backend_architect.survey.places import Places, shared


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """The files that may hold the type `module`: of its name ("Routes.cs", "Create.Routes.cs"),
    nearest first."""
    found = [path for path in places.with_part(module) if path.endswith(".cs")]
    return tuple(sorted(found, key=lambda path: (-shared(path, importer), len(path), path)))


def implicit(_path: str, _places: Places) -> tuple[str, ...]:
    """None by place: see above."""
    return ()
