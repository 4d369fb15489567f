"""Java: an import names a class, and a class lies below its package's folders.

Source roots (`src/main/java` of each module) are not read from build files: the file with the
longest common path with the importer wins. Classes of Kotlin are found too (https://docs.oracle.com/javase/specs/jls/se21/html/jls-7.html).
"""

from __future__ import annotations

from posixpath import dirname

from backend_architect.survey.places import Places, shared

_ENDINGS = (".java", ".kt")


def locate(module: str, importer: str, places: Places) -> tuple[str, ...]:
    """The file of the class `module` ("a.b.C"), or all files of a package ("a.b.*"); () for
    classes of other projects."""
    path = module.replace(".", "/")
    if path.endswith("/*"):
        return tuple(f for f in places.below(path[:-2], importer) if f.endswith(_ENDINGS))
    found = places.nearest(f"{path}.java", importer) or places.nearest(f"{path}.kt", importer)
    return (found,) if found else ()


#: What stands before the names of settings among other names: no class can be called so.
SETTINGS = "SETTINGS@"
_SETTING_FILES = ("application.properties", "application.yml", "application.yaml")


def setting_name(key: str) -> str:
    """What a setting is called among other names; keys are compared without dashes and case.

    >>> setting_name("api.base-path")
    'SETTINGS@.api_basepath'
    """
    plain = key.replace("-", "").replace("_", "").lower()
    return f"{SETTINGS}.{plain.replace('.', '_')}"


def _settings(importer: str, places: Places) -> tuple[str, ...]:
    """The files of settings, the nearest first."""
    found = [path for name in _SETTING_FILES for path in places.ending(name)]
    return tuple(sorted(found, key=lambda path: -shared(path, importer)))


def named(name: str, importer: str, places: Places) -> tuple[str, ...]:
    """The file of a class that lies in the same package below another source root; the files of
    settings for the name of one."""
    if SETTINGS in name:
        return _settings(importer, places) if name.startswith(SETTINGS) else ()
    above, sources, package = dirname(importer).rpartition("/java/")
    found = places.nearest(f"{package}/{name.partition('.')[0]}.java", importer)
    return (found,) if above and sources and found not in ("", importer) else ()


def implicit(path: str, places: Places) -> tuple[str, ...]:
    """The other files of the same package, as far as they lie in the same folder."""
    siblings = places.folder(dirname(path))
    return tuple(other for other in siblings if other.endswith(_ENDINGS) and other != path)
