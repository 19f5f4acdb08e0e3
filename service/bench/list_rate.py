"""The list of 20 documents among 10^4, 10^6 and, on PostgreSQL, 10^7 rows, beside the raw driver (security.md 4.1).

The peer says the very same statements and opens the same seals in Python: the ratio judges our layers alone.
"""

import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime
from typing import Any

from core.domain.identifiers import PatientId
from core.storage.documents import open_line
from core.storage.postgres import KEEPER_ROLE, Fleet
from core.storage.unit_of_work import Store
from core.storage.vault import Vault, WrappedKey
from service.bench.crowd import SOME
from service.bench.crowded_site import CrowdedSite, bench_server, crowded_database, crowded_file, in_turn
from service.bench.raw_driver import Replay, heard, open_raw_postgres
from service.bench.rounds import ROUND_SECONDS, ROUNDS, Comparison, Work, compare, milliseconds
from service.bench.table import Row
from service.bench.verdicts import ratio_row, with_context

TARGET, EMBEDDED_TARGET = 1 / 1.6, 1 / 2.6
SLOPE_TARGET = 1 / 8
POLICY_TARGET = 0.8
"""Ours, not the issue's: a policy that keeps an index from being used would cost far more."""
EMBEDDED_SIZES = (10**4, 10**6)
SIZES = (*EMBEDDED_SIZES, 10**7)


def measure(
    *, sizes: tuple[int, ...] = EMBEDDED_SIZES, rounds: int = ROUNDS, seconds: float = ROUND_SECONDS
) -> list[Row]:
    """SQLCipher: one row a size."""
    rows = []
    for size in sizes:
        with crowded_file(size) as site:
            compared = compare(*_works(site), rounds=rounds, seconds=seconds)
            rows.append(_beside_raw(site, "SQLCipher", size, compared, EMBEDDED_TARGET))
    return rows


def measure_postgres(
    *, sizes: tuple[int, ...] = SIZES, rounds: int = ROUNDS, seconds: float = ROUND_SECONDS
) -> list[Row]:
    """PostgreSQL: one row a size, the largest beside the smallest, and what row-level security costs."""
    rows, sites, load_s = list[Row](), list[CrowdedSite](), 0.0
    with ExitStack() as stack:
        server = stack.enter_context(bench_server())
        for size in sizes:
            start = time.perf_counter()
            site = stack.enter_context(crowded_database(server, size))
            load_s = time.perf_counter() - start
            sites.append(site)
            compared = compare(*_works(site), rounds=rounds, seconds=seconds)
            rows.append(_beside_raw(site, "PostgreSQL", size, compared, TARGET))
        largest, smallest = _works(sites[-1])[0], _works(sites[0])[0]
        slope = compare(largest, smallest, rounds=rounds, seconds=seconds)
        name = f"list of {SOME} at {_power(sizes[-1])} rows / at {_power(sizes[0])}, PostgreSQL"
        rows.append(with_context(ratio_row(name, slope, SLOPE_TARGET), {"loading s": load_s}))
        rows.append(_policy(sites[min(1, len(sites) - 1)], rounds, seconds))
    return rows


def _works(site: CrowdedSite) -> tuple[Work, Work]:
    """Ours and the peer's; both go through the same people in the same order."""
    ours_of, peer_of = _ours(site.store), _peer(site, site.raw)
    ours, theirs = in_turn(site.readers), in_turn(site.readers)
    return lambda: ours_of(next(ours)), lambda: peer_of(next(theirs))


def _ours(store: Store) -> Callable[[PatientId], object]:
    def listed(person: PatientId) -> object:
        with store.begin(person) as records:
            lines = records.documents.newest_first(person)
        return _whole(lines)

    return listed


def _peer(site: CrowdedSite, raw: Any) -> Callable[[PatientId], object]:
    someone = site.readers[0]
    replay = Replay(raw=raw, statements=heard(site.store, lambda store: _ours(store)(someone)))
    in_clear = _from_postgres if isinstance(site.store.database, Fleet) else _from_sqlite

    def listed(person: PatientId) -> object:
        (kept,), lines = replay.run(person, lambda value, _: person if value == someone else value)
        key = _unwrapped(site.store.vault, person, kept)
        return _whole([open_line(key, in_clear(line)) for line in lines])

    return listed


def _policy(site: CrowdedSite, rounds: int, seconds: float) -> Row:
    """The same statements by the bare driver, as business, which the policy binds, and as the keeper, whom it frees."""
    with closing(open_raw_postgres(site.url, KEEPER_ROLE)) as keeper:
        bound_of, free_of = _peer(site, site.raw), _peer(site, keeper)
        bound, free = in_turn(site.readers), in_turn(site.readers)
        compared = compare(lambda: bound_of(next(bound)), lambda: free_of(next(free)), rounds=rounds, seconds=seconds)
    return ratio_row("list with row-level security / without, PostgreSQL", compared, POLICY_TARGET)


def _beside_raw(site: CrowdedSite, engine: str, size: int, compared: Comparison, at_least: float) -> Row:
    row = ratio_row(f"list of {SOME} at {_power(size)} rows, {engine} / raw driver", compared, at_least)
    ours, _ = _works(site)
    times = sorted(milliseconds(ours) for _ in range(200))
    return with_context(row, {"p50 ms": times[100], "p99 ms": times[198], "unsealing ms": _unsealing_ms(site)})


def _unsealing_ms(site: CrowdedSite) -> float:
    """What opening the key and the 20 lines takes of one list, on both sides alike."""
    person = site.readers[0]
    replay = Replay(raw=site.raw, statements=heard(site.store, lambda store: _ours(store)(person)))
    in_clear = _from_postgres if isinstance(site.store.database, Fleet) else _from_sqlite
    (kept,), lines = replay.run(person, lambda value, _: value)

    def opened() -> object:
        key = _unwrapped(site.store.vault, person, kept)
        return [open_line(key, in_clear(line)) for line in lines]

    return min(milliseconds(opened) for _ in range(50))


def _unwrapped(vault: Vault, person: PatientId, kept: Any) -> Any:
    version, wrapped, kek_version = kept
    return vault.unwrap(person, WrappedKey(version=version, wrapped=wrapped, kek_version=kek_version))


def _whole(lines: Any) -> object:
    if len(lines) != SOME:
        raise ValueError("the list is not whole")
    return lines


def _from_sqlite(line: Any) -> Any:
    name, written, filed, is_new, sealed = line
    return (
        name,
        date.fromisoformat(written),
        datetime.fromisoformat(filed).replace(tzinfo=UTC),
        bool(is_new),
        sealed,
    )


def _from_postgres(line: Any) -> Any:
    return line


def _power(size: int) -> str:
    return f"10^{len(str(size)) - 1}"
