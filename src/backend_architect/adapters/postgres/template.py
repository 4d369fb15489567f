"""A fresh data directory: made once, kept in the user's cache, copied for each server.

It is prepared in single-user mode, without any network. There the superuser makes the `keeper` and
takes the right to log in from itself, so no superuser ever connects to a running server.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path

from backend_architect.adapters.postgres.binaries import Installation
from backend_architect.adapters.postgres.guest import Guest

KEEPER = "keeper"
KEEPERS_DATABASE = "template1"

_INITDB = (
    "--username=bootstrap", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync",
    "--wal-segsize=1",
)  # fmt: skip

# One statement a line. The keeper makes and drops roles and databases and enters no other database
# than its own, where nobody else may come: it never meets strangers' SQL. The databases nobody
# needs are dropped because each is some 300 files to copy and to remove.
_BOOTSTRAP = f"""\
create role {KEEPER} login createdb createrole
revoke all on database {KEEPERS_DATABASE} from public
grant connect on database {KEEPERS_DATABASE} to {KEEPER}
drop database postgres
alter database template0 is_template false
drop database template0
alter role bootstrap nologin
"""

# A guest may only enter the database that bears its own name.
_WHO_MAY_CONNECT = f"""\
local {KEEPERS_DATABASE} {KEEPER} trust
local all bootstrap reject
local all {KEEPER} reject
local sameuser all trust
"""

# Nothing here needs to survive a power cut, the planner shall not depend on the machine, and
# nobody but the bootstrap role could lift `temp_file_limit` (kB).
_SETTINGS = """\
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 60
shared_buffers = 32MB
dynamic_shared_memory_type = mmap
huge_pages = off
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 64MB
min_wal_size = 4MB
autovacuum = off
jit = off
effective_cache_size = 4GB
temp_file_limit = 1048576
log_min_messages = fatal
log_min_error_statement = panic
timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'ISO, YMD'
lc_messages = 'C'
"""


def prepare(installation: Installation, guest: Guest, data: Path, cache: Path | None) -> None:
    """Make the data directory `data`, from the cache where that holds one.

    Raises `OSError` or `subprocess.SubprocessError` where `initdb` cannot do its work.
    """
    kept = cache / _key(installation) if cache else None
    if kept and _is_trusted(kept):
        shutil.copytree(kept, data, symlinks=True)
        guest.own(data)
        return
    _make(installation, guest, data)
    if kept:
        _keep(data, kept)


def cache_folder() -> Path | None:
    """The folder for templates in the user's cache; None for a user without a home."""
    asked = os.environ.get("XDG_CACHE_HOME", "")
    if Path(asked).is_absolute():
        return Path(asked) / "backend-architect" / "lab"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    caches = home / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    return caches / "backend-architect" / "lab"


def _key(installation: Installation) -> str:
    recipe = "\n".join([installation.source, *_INITDB, _BOOTSTRAP, _WHO_MAY_CONNECT, _SETTINGS])
    return f"{installation.version}-{hashlib.sha256(recipe.encode()).hexdigest()[:12]}"


def _is_trusted(kept: Path) -> bool:
    """Only a directory that nobody else could have written is copied."""
    try:
        status = kept.lstat()
    except OSError:
        return False
    private = not stat.S_IMODE(status.st_mode) & 0o077
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid() and private


def _make(installation: Installation, guest: Guest, data: Path) -> None:
    guest.run([installation.binaries / "initdb", *_INITDB, "-D", data])
    (data / "pg_hba.conf").write_text(_WHO_MAY_CONNECT)
    (data / "postgresql.conf").write_text(_SETTINGS)
    single = ("--single", "-c", "exit_on_error=on", "-D", data, KEEPERS_DATABASE)
    guest.run([installation.binaries / "postgres", *single], text=_BOOTSTRAP)


def _keep(data: Path, kept: Path) -> None:
    """Copy to the cache under another name first: whoever comes second loses the race quietly."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = Path(tempfile.mkdtemp(prefix=".new-", dir=kept.parent))
    except OSError:
        return
    try:
        shutil.copytree(data, new, symlinks=True, dirs_exist_ok=True)
        new.rename(kept)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
