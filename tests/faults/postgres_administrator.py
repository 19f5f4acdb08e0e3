"""What only the administrator of a PostgreSQL can do to it, or see of it: no test of the product's own login."""

from time import monotonic

from psycopg import sql

from service.bench.postgres_cluster import SERVER_USER, program, run
from service.bench.postgres_server import PostgresServer

_PATIENCE_S = 60.0
_WAITING = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND application_name = 'relais'"


def hold_answers(server: PostgresServer) -> None:
    """Have commits wait for a stand-by that never comes, which is after they are durable; return once one waits."""
    deadline = monotonic() + _PATIENCE_S
    with server.administering() as connection:
        connection.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        connection.execute("SELECT pg_reload_conf()")
        while connection.execute(_WAITING).fetchone() is None:
            assert monotonic() < deadline, "no commit waits for its stand-by"


def let_answers_go(server: PostgresServer) -> None:
    """Whoever waits is answered, and nobody waits any more."""
    with server.administering() as connection:
        connection.execute("ALTER SYSTEM RESET synchronous_standby_names")
        connection.execute("SELECT pg_reload_conf()")


def rows_of(server: PostgresServer, database: str, table: str) -> int:
    """Everybody's rows, past row-level security."""
    with server.administering(database) as connection:
        counted = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
        return int(counted.fetchone()[0])


def check_pages(server: PostgresServer, database: str) -> None:
    """Every page, every table against its indexes; RuntimeError when one is not as it should be."""
    place = ("--host", str(server.folder), "--port", str(server.port), "--username", SERVER_USER)
    run(program("pg_amcheck"), "--install-missing", "--heapallindexed", *place, database)
