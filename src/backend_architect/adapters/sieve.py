"""What is not worth reading: vendored, generated and binary files, known by their names alone.

A name that is also a word of somebody's business (`vendor`, `build`, `target`, `coverage`) is
passed over only where its neighbours show that a tool made it.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from backend_architect.model.glob import ignores as ignored_by

#: Folders that nobody writes by hand, wherever they stand. `.claude` holds our own documents, which
#: must not come back as facts of the next survey.
FOLDERS = frozenset({
    ".git", ".hg", ".svn", ".bzr", ".claude", "node_modules", "bower_components",
    "jspm_packages", ".pnpm-store", ".yarn", ".npm", ".venv", "__pycache__", "site-packages",
    ".tox", ".nox", ".eggs", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis",
    ".ipynb_checkpoints", ".next", ".nuxt", ".svelte-kit", ".turbo", ".parcel-cache", ".cache",
    ".nyc_output", "htmlcov", ".gradle", ".m2", ".mvn", ".settings", ".idea", ".vs", ".vscode",
    ".terraform", ".terragrunt-cache", ".serverless", ".aws-sam", ".vercel", ".netlify",
    ".dart_tool", ".bundle", ".metals", ".bloop", "Pods", "third_party", "__snapshots__",
})  # fmt: skip

_NODE = {"package.json", "tsconfig.json"}
_PYTHON = {"setup.py", "pyproject.toml"}
_GRADLE = {"build.gradle", "build.gradle.kts"}
_JVM = {"pom.xml", "build.sbt"} | _GRADLE

#: Folders made by a tool if one of these files stands beside them: the tool's manifest.
BESIDE: dict[str, frozenset[str]] = {
    "build": frozenset(_NODE | _GRADLE | {"setup.py", "CMakeLists.txt"}),
    "dist": frozenset(_NODE | _PYTHON),
    "out": frozenset(_NODE | _JVM),
    "target": frozenset(_JVM | {"Cargo.toml", "project.clj"}),
    "vendor": frozenset({"go.mod", "composer.json", "Gemfile"}),
}

#: Folders made by a tool if one of these stands inside, whatever the folder is called ("") or
#: under this name.
INSIDE: dict[str, frozenset[str]] = {
    "": frozenset({"pyvenv.cfg", "CACHEDIR.TAG"}),
    "build": frozenset({"bdist.linux-x86_64"}),
    "coverage": frozenset({
        "lcov.info", "lcov-report", "coverage-final.json", "clover.xml", "cobertura-coverage.xml",
        ".last_run.json", "coverage-summary.json",
    }),
    "vendor": frozenset({"modules.txt", "autoload.php", "bundle"}),
}  # fmt: skip

#: Endings of files that hold no text worth reading, or text that a tool made from other text.
ENDINGS = frozenset({
    "7z", "a", "aac", "ai", "apk", "avi", "avif", "bin", "bmp", "br", "bz2", "class", "crt", "cur",
    "dat", "db", "der", "dll", "dmg", "doc", "docx", "dylib", "ear", "egg", "eot", "eps", "exe",
    "flac", "flv", "gif", "gz", "heic", "icns", "ico", "iso", "jar", "jks", "jpeg", "jpg",
    "keystore", "ko", "lib", "map", "mmdb", "mo", "mov", "mp3", "mp4", "mpg", "node", "npy",
    "npz", "o", "obj", "odp", "ods", "odt", "ogg", "onnx", "otf", "p12", "parquet", "pdb", "pdf",
    "pfx", "pickle", "pkl", "png", "ppt", "pptx", "ps", "psd", "pt", "pyc", "pyd", "pyo", "rar",
    "rlib", "rpm", "safetensors", "so", "sqlite", "sqlite3", "svg", "swf", "swp", "tar", "tgz",
    "tif", "tiff", "ttf", "war", "wasm", "wav", "webm", "webp", "whl", "wmv", "woff", "woff2",
    "xls", "xlsx", "xz", "zip", "zst",
})  # fmt: skip

#: Last parts of file names that say "made from other files".
GENERATED = (".min.js", ".min.css", ".bundle.js", "-bundle.js", ".chunk.js", ".min.mjs", "-min.js")

#: Manifests of exact versions: long by nature, and worth reading all the same.
LOCK_FILES = frozenset({
    "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock",
    "poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock", "Cargo.lock", "composer.lock",
    "Gemfile.lock", "go.sum", "gradle.lockfile", "mix.lock",
})  # fmt: skip

#: Bytes. Hand-written source stays far below; parsing time grows with length.
LARGEST = 1024 * 1024
LARGEST_LOCK_FILE = 16 * LARGEST


def passes_folder(name: str, beside: AbstractSet[str], inside: AbstractSet[str]) -> bool:
    """Whether the folder is worth entering, given the names beside it and in it."""
    made = (
        name in FOLDERS
        or name.endswith(".egg-info")
        or not beside.isdisjoint(BESIDE.get(name, ()))
        or not inside.isdisjoint(INSIDE[""])
        or not inside.isdisjoint(INSIDE.get(name, ()))
    )
    return not made


def passes_file(name: str) -> bool:
    """Whether the file's name promises text that somebody wrote."""
    lowered = name.lower()
    _, dot, ending = lowered.rpartition(".")
    return not (dot and ending in ENDINGS) and not lowered.endswith(GENERATED)


def passes_patterns(path: str, ignores: tuple[str, ...]) -> bool:
    """Whether no glob of the configuration ignores the file or folder."""
    return not any(ignored_by(glob, path) for glob in ignores)


def largest(name: str) -> int:
    """How many bytes a file of this name may have to be read."""
    return LARGEST_LOCK_FILE if name in LOCK_FILES else LARGEST
