"""PHP: a class lies in the file that is called as it is, below the folder of its namespace.

Which folder a namespace has is what `autoload` of composer.json says (PSR-4, by way of the
aliases); a class it says nothing of is looked for by the last parts of its name. A module that
ends in ".php" is a file, as `require` and Laravel's `base_path('routes/api.php')` name it.
Source: https://www.php-fig.org/psr/psr-4/, https://getcomposer.org/doc/04-schema.md#autoload
"""

from __future__ import annotations

from posixpath import dirname, join, normpath

from backend_architect.survey.places import Alias, Places


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """The file of the class `module` ("App\\Models\\User"), or the file named by a path; () for
    classes of other packages."""
    if module.endswith(".php"):
        return _file(module, importer, places)
    if "." in module or "/" in module or not module:
        return ()
    declared = _declared(module, places)
    if declared:
        return declared[:1]
    return _by_name(module, importer, places)


def implicit(_path: str, _places: Places) -> tuple[str, ...]:
    """None: what a file uses of its own namespace is said as an import."""
    return ()


def _file(module: str, importer: str, places: Places) -> tuple[str, ...]:
    beside = normpath(join(dirname(importer), module.lstrip("/")))
    if beside in places.paths:
        return (beside,)
    parts = [part for part in module.split("/") if part not in ("", ".", "..")]
    found = places.nearest("/".join(parts), importer)
    return (found,) if found else ()


def _declared(module: str, places: Places) -> tuple[str, ...]:
    """The files that PSR-4 rules give, longer namespaces first."""
    fitting = [a for a in places.aliases if _covers(a, module)]
    found: list[str] = []
    for alias in sorted(fitting, key=lambda each: (-len(each.pattern), each.folder)):
        rest = module[len(alias.pattern) - 1 :].replace("\\", "/")
        for target in alias.targets:
            path = normpath(join(alias.folder, target.removesuffix("*"), f"{rest}.php"))
            if path in places.paths:
                found.append(path)
    return tuple(found)


def _covers(alias: Alias, module: str) -> bool:
    return alias.pattern.endswith("\\*") and module.startswith(alias.pattern[:-1])


def _by_name(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """By the longest end of the name, two parts at least; a lone part must name the only file.

    Where rules are declared, only the first part may be missing in the path.
    """
    parts = module.split("\\")
    ruled = any(alias.pattern.endswith("\\*") for alias in places.aliases)
    for start in range(max(1, min(len(parts) - 1, 2 if ruled else len(parts)))):
        found = places.nearest("/".join(parts[start:]) + ".php", importer)
        if found:
            alone = len(parts) > 1 or len(places.ending(f"{module}.php")) == 1
            return (found,) if alone else ()
    return ()
