"""SQLAlchemy's statements as a driver takes them: each is written once, and its values as their columns say.

Running one through SQLAlchemy costs more than the database takes for it. Knows no table and no engine.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Dialect, Insert, Select, Update
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]
Statement = Insert | Update | Select[Any]
Rows = Sequence[Sequence[Any]]
"""In the order of the columns that were asked."""


class _Written(NamedTuple):
    """What is said, what the statement says by itself, and how values are written."""

    said: str
    own: Mapping[str, Any]
    binders: Mapping[str, Convert]


def written(dialect: Dialect, statement: Statement, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The words and the values, by name. Statements are to be made once, like whatever is kept for them here."""
    kept = _written(dialect, statement, tuple(values))
    return kept.said, {name: kept.binders[name](value) for name, value in {**kept.own, **values}.items()}


def as_read(dialect: Dialect, wanted: Select[Any], rows: Iterable[Sequence[Any]]) -> Rows:
    """The driver's rows, each value as SQLAlchemy would give it."""
    readers = _readers(dialect, wanted)
    return [[read(value) for read, value in zip(readers, row, strict=True)] for row in rows]


@lru_cache(maxsize=64)
def _readers(dialect: Dialect, wanted: Select[Any]) -> Sequence[Convert]:
    kinds = (column.type.dialect_impl(dialect) for column in wanted.selected_columns)
    return tuple(kind.result_processor(dialect, None) or _as_it_is for kind in kinds)


@lru_cache(maxsize=128)
def _written(dialect: Dialect, statement: Statement, names: Sequence[str]) -> _Written:
    alone = statement.inline() if isinstance(statement, Insert) else statement
    compiled = alone.compile(dialect=dialect, column_keys=list(names))
    forgotten = [name for name in compiled.params if name not in names and compiled.binds[name].required]
    if forgotten or not compiled.params.keys() >= set(names):
        # A KeyError would be understood as an unknown person.
        raise TypeError(f"a statement takes other values than {', '.join(names)}")
    return _Written(
        said=str(compiled),
        own={name: value for name, value in compiled.params.items() if name not in names},
        binders={name: _binder(dialect, compiled.binds[name].type) for name in compiled.params},
    )


def _binder(dialect: Dialect, kind: TypeEngine[Any]) -> Convert:
    return kind.dialect_impl(dialect).bind_processor(dialect) or _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
