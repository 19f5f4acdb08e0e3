"""A PostgreSQL of one's own, from Debian's binaries: starts, crashes, starts again, leaves nothing behind.

For tests and for the bench; a site has its operator's.
"""

import atexit
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Literal, Self

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from service.bench.postgres_cluster import (
    OWNER,
    PASSWORD,
    SERVER_USER,
    as_server_user,
    free_port,
    own_folder,
    program,
    run,
    template,
)

Stopping = Literal["smart", "fast", "immediate"]

_SIGNALS = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}
_PATIENCE_S = 60.0


class PostgresServer:
    """One cluster on 127.0.0.1 and on a Unix socket, checksums and fsync on, the same port and data over restarts.

    Data stands in memory where the machine lends enough of it, unless `is_on_disk`: a test of durability wants a disk.
    """

    def __init__(self, *, is_on_disk: bool = False, settings: Mapping[str, str] | None = None) -> None:
        self.folder = own_folder(is_on_disk=is_on_disk)
        run("cp", "-a", str(template() / "data"), str(self.folder))
        self.port = free_port()
        self._settings = settings or {}
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
        return f"postgresql://{OWNER}:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def administering(self, database: str = "postgres") -> Iterator[psycopg.Connection[TupleRow]]:
        """Be the cluster's superuser, over the Unix socket, each statement its own transaction."""
        with psycopg.connect(self.administrator(database), autocommit=True) as connection:
            yield connection

    def administrator(self, database: str = "postgres") -> str:
        """How PostgreSQL's own tools connect as the superuser."""
        return f"host={self.folder} port={self.port} user={SERVER_USER} dbname={database}"

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
            **self._settings,
        }
        chosen = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [*as_server_user(), program("postgres"), "-D", str(self.folder / "data"), *chosen]

    def _serves(self) -> bool:
        try:
            psycopg.connect(self.administrator(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _ends_within(self, seconds: float) -> bool:
        if self._process is None:
            return True
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        self._process = None
        return True
