"""PostgreSQL's own programs, as Debian installs them, and an empty cluster with our roles, made once a process."""

import atexit
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from functools import cache
from pathlib import Path

OWNER, APP, KEEPER = "relais", "relais_app", "relais_keeper"
SERVER_USER = "postgres"
PASSWORD = secrets.token_urlsafe()
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it, with a name nobody can guess
_ENOUGH_BYTES = 2 * 1024**3
ROLES = f"""
CREATE ROLE {OWNER} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '{PASSWORD}';
CREATE ROLE {APP} NOLOGIN NOBYPASSRLS;
CREATE ROLE {KEEPER} NOLOGIN NOBYPASSRLS;
GRANT {APP}, {KEEPER} TO {OWNER};
"""


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL that Debian installed, or None."""
    found = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    return max((each.parent for each in found), key=lambda folder: int(folder.parent.name), default=None)


def program(name: str) -> str:
    """One of its programs; RuntimeError when PostgreSQL is not installed."""
    folder = binaries()
    if folder is None:
        raise RuntimeError("PostgreSQL is not installed")
    return str(folder / name)


@cache
def template() -> Path:
    """A cluster with our roles that never serves: copied, it saves each server of a run the making of one."""
    folder = own_folder(is_on_disk=False)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    data = str(folder / "data")
    run(
        *(program("initdb"), "--pgdata", data, "--username", SERVER_USER, "--data-checksums", "--no-sync"),
        *("--encoding=UTF8", "--locale=C.UTF-8", "--auth-local=trust", "--auth-host=scram-sha-256"),
    )
    # One statement a line is what the single-user server reads.
    run(program("postgres"), "--single", "-D", data, "postgres", said=ROLES)
    return folder


def own_folder(*, is_on_disk: bool) -> Path:
    """A new one that only the server's user enters; in memory where the machine lends enough, unless on disk."""
    is_in_memory = not is_on_disk and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH_BYTES
    folder = Path(tempfile.mkdtemp(prefix="relais-postgres-", dir=_MEMORY if is_in_memory else None))
    if as_server_user():
        shutil.chown(folder, SERVER_USER, pwd.getpwnam(SERVER_USER).pw_gid)
    return folder


def as_server_user() -> list[str]:
    """What to say before a command: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={SERVER_USER}", f"--regid={SERVER_USER}", "--clear-groups"]


def run(*command: str, said: str = "") -> None:
    """Run as the server's user, to the end; RuntimeError with what it said when it failed."""
    done = subprocess.run(
        [*as_server_user(), *command], input=said, capture_output=True, text=True, cwd="/", check=False
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
