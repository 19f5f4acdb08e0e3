"""A PostgreSQL of the tests' own, from Debian's binaries: starts, crashes, starts again, leaves nothing behind."""

import atexit
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Literal, Self

import psycopg
from psycopg import sql

Stopping = Literal["smart", "fast", "immediate"]

OWNER, APP, KEEPER = "relais", "relais_app", "relais_keeper"
_SERVER_USER = "postgres"
_SIGNALS = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it, with a name nobody can guess
_ENOUGH_BYTES = 2 * 1024**3
_PATIENCE_S = 60.0
_PASSWORD = secrets.token_urlsafe()
_ROLES = f"""
CREATE ROLE {OWNER} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '{_PASSWORD}';
CREATE ROLE {APP} NOLOGIN NOBYPASSRLS;
CREATE ROLE {KEEPER} NOLOGIN NOBYPASSRLS;
GRANT {APP}, {KEEPER} TO {OWNER};
"""


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL that Debian installed, or None."""
    found = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    return max((each.parent for each in found), key=lambda folder: int(folder.parent.name), default=None)


class PostgresServer:
    """One cluster on 127.0.0.1 and on a Unix socket, checksums and fsync on, the same port and data over restarts.

    Data stands in memory where the machine lends enough of it, unless `is_on_disk`: a test of durability wants a disk.
    """

    def __init__(self, *, is_on_disk: bool = False) -> None:
        self.folder = _own_folder(is_on_disk=is_on_disk)
        _run("cp", "-a", str(_template() / "data"), str(self.folder))
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.close)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder / "log"

    @property
    def pid(self) -> int | None:
        """The postmaster's, while it runs."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Return once it serves; after a crash, once it has recovered."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(self._command(), cwd=self.folder, stdout=log, stderr=log)
        deadline = monotonic() + _PATIENCE_S
        while not self._serves():
            if monotonic() > deadline or self._ends_within(0.02):
                raise RuntimeError(f"PostgreSQL did not start: {self.log.read_text(encoding='utf-8')[-2000:]}")

    def stop(self, mode: Stopping = "fast") -> None:
        """End it by its own pid, and wait: `smart` lets clients finish, `immediate` leaves a recovery to do."""
        if self._process is None:
            return
        self._process.send_signal(_SIGNALS[mode])
        self._process.wait(_PATIENCE_S)
        self._process = None

    def crash(self) -> None:
        """Every session dies where it stands; nothing is written first."""
        self.stop("immediate")

    def restart(self, mode: Stopping = "fast") -> None:
        """End it as `mode` says, and start it on the same data."""
        self.stop(mode)
        self.start()

    def close(self) -> None:
        """End it without waiting for anybody, and leave no folder."""
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """Where the product connects: over TCP, as the login that is no superuser."""
        return f"postgresql://{OWNER}:{_PASSWORD}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def administering(self, database: str = "postgres") -> Iterator[psycopg.Connection]:
        """Be the cluster's superuser, over the Unix socket, each statement its own transaction."""
        with psycopg.connect(self.administrator(database), autocommit=True) as connection:
            yield connection

    def administrator(self, database: str = "postgres") -> str:
        """How PostgreSQL's own tools connect as the superuser."""
        return f"host={self.folder} port={self.port} user={_SERVER_USER} dbname={database}"

    def create_database(self, name: str, template: str | None = None) -> str:
        """Make one that `relais` owns, empty or a copy of a template that nobody is using; give its URL."""
        making = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template or "template1")
        )
        with self.administering() as connection:
            connection.execute(making)
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Forget one, and whoever is still connected to it."""
        with self.administering() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _command(self) -> list[str]:
        settings = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": self.folder,
            "max_connections": 100,
            "fsync": "on",
            "timezone": "UTC",
        }
        chosen = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [*_as_server_user(), _program("postgres"), "-D", str(self.folder / "data"), *chosen]

    def _serves(self) -> bool:
        try:
            psycopg.connect(self.administrator(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _ends_within(self, seconds: float) -> bool:
        assert self._process is not None
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        self._process = None
        return True


@cache
def _template() -> Path:
    """A cluster with our roles that never serves: copied, it saves each server of a run the making of one."""
    folder = _own_folder(is_on_disk=False)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    data = str(folder / "data")
    _run(
        *(_program("initdb"), "--pgdata", data, "--username", _SERVER_USER, "--data-checksums", "--no-sync"),
        *("--encoding=UTF8", "--locale=C.UTF-8", "--auth-local=trust", "--auth-host=scram-sha-256"),
    )
    # One statement a line is what the single-user server reads.
    _run(_program("postgres"), "--single", "-D", data, "postgres", said=_ROLES)
    return folder


def _own_folder(*, is_on_disk: bool) -> Path:
    """Only the server's user enters it: pytest's own temporary folders are closed to it."""
    is_in_memory = not is_on_disk and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH_BYTES
    folder = Path(tempfile.mkdtemp(prefix="relais-postgres-", dir=_MEMORY if is_in_memory else None))
    if _as_server_user():
        shutil.chown(folder, _SERVER_USER, pwd.getpwnam(_SERVER_USER).pw_gid)
    return folder


def _as_server_user() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={_SERVER_USER}", f"--regid={_SERVER_USER}", "--clear-groups"]


def _program(name: str) -> str:
    folder = binaries()
    assert folder is not None, "PostgreSQL is not installed"
    return str(folder / name)


def _run(*command: str, said: str = "") -> None:
    done = subprocess.run(
        [*_as_server_user(), *command], input=said, capture_output=True, text=True, cwd="/", check=False
    )
    assert done.returncode == 0, done.stderr


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
