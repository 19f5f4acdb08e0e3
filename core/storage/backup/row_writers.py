"""Puts rows of one table back, as each engine takes many at once. Knows no table of its own."""

from collections.abc import Callable, Sequence
from typing import Any, LiteralString

import sqlalchemy
from psycopg import sql
from sqlalchemy import Connection, insert

from core.storage.backup.form import TableForm, type_of, value_of
from core.storage.postgres_driver import driver_of

_ARRAYS: dict[str, LiteralString] = {
    "text": "text[]",
    "bytes": "bytea[]",
    "truth": "boolean[]",
    "number": "bigint[]",
    "date": "date[]",
    "time": "timestamptz[]",
}
"""PostgreSQL's word for many values of a kind."""


class RowWriter:
    """A table as it was when its rows were kept."""

    def __init__(self, connection: Connection, form: TableForm) -> None:
        self._kinds = list(form.columns.values())
        self._write = (_unnesting if connection.dialect.name == "postgresql" else _inserting)(connection, form)
        self.count = 0

    def put(self, rows: Sequence[Sequence[Any]]) -> None:
        """Put some rows back."""
        self._write([[value_of(kind, cell) for kind, cell in zip(self._kinds, row, strict=True)] for row in rows])
        self.count += len(rows)


def _inserting(connection: Connection, form: TableForm) -> Callable[[Sequence[Sequence[Any]]], None]:
    columns = [sqlalchemy.column(name, type_of(kind)) for name, kind in form.columns.items()]
    statement = insert(sqlalchemy.table(form.name, *columns))

    def write(rows: Sequence[Sequence[Any]]) -> None:
        connection.execute(statement, [dict(zip(form.columns, row, strict=True)) for row in rows])

    return write


def _unnesting(connection: Connection, form: TableForm) -> Callable[[Sequence[Sequence[Any]]], None]:
    """One statement for many rows: an array for each column. COPY refuses tables with row-level security."""
    arrays = [sql.SQL("%s::") + sql.SQL(_ARRAYS[kind]) for kind in form.columns.values()]
    statement = sql.SQL("INSERT INTO {} ({}) SELECT * FROM unnest({})").format(
        sql.Identifier(form.name),
        sql.SQL(", ").join(map(sql.Identifier, form.columns)),
        sql.SQL(", ").join(arrays),
    )

    def write(rows: Sequence[Sequence[Any]]) -> None:
        with driver_of(connection) as driver:
            driver.execute(statement, [list(column) for column in zip(*rows, strict=True)])

    return write
