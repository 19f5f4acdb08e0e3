"""Two sites on one database: one of them writes the log, the other refuses, and takes over when the first is gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.ports import TransactionLostError
from core.storage.audit_log.sequencer import OtherSequencerError
from core.storage.keys import open_keys
from core.storage.opening import open_store
from service.bench.postgres_server import PostgresServer
from tests.audit_logs import read_image
from tests.core.storage.backup_samples import keys_alone
from tests.engines import database_of
from tests.real_stacks import requires
from tests.waiting_leaves import LoggedSite

pytestmark = requires("postgres")


@pytest.fixture
def sites(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[LoggedSite, LoggedSite]]:
    """Each with its own folder, and the same keys."""
    with database_of("postgres", request) as database:
        first = LoggedSite(open_store(tmp_path / "first", database=database), tmp_path / "first")
        open_keys(first.folder)
        keys_alone(first.folder, tmp_path / "second")
        second = LoggedSite(open_store(tmp_path / "second", database=database), tmp_path / "second")
        open_keys(second.folder)
        yield first, second
        for site in (first, second):
            site.store.close()


def test_one_site_writes_and_the_other_refuses(sites: tuple[LoggedSite, LoggedSite]) -> None:
    """However often it asks; once the first ends, the second writes the same files, and goes on."""
    first, second = sites
    writing, waiting = first.sequencer(), second.sequencer()
    first.add(300)
    assert writing.catch_up() == 300
    for _ in range(2):
        with pytest.raises(OtherSequencerError, match="sequencer = false"):
            waiting.catch_up()
    assert not second.log.exists()
    writing.close()
    second.add(1)
    assert waiting.catch_up() == 1
    assert second.is_whole(301)
    assert second.verdict(first.checkpoint).is_good
    with pytest.raises(OtherSequencerError):
        writing.catch_up()
    waiting.close()


def end_connections(server: PostgresServer) -> None:
    """As a server that restarts does to whoever is connected."""
    with server.administering() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'relais'"
        )


def test_who_loses_the_database_loses_the_log_to_whoever_comes_first(
    sites: tuple[LoggedSite, LoggedSite], request: pytest.FixtureRequest
) -> None:
    """The lock goes with the connection: no site goes on as if it still held it."""
    first, second = sites
    first.add(5)
    writing, waiting = first.sequencer(), second.sequencer()
    assert writing.catch_up() == 5
    end_connections(request.getfixturevalue("postgres"))
    first.store.database.engine.dispose()
    second.store.database.engine.dispose()
    first.add(1)
    assert waiting.catch_up() == 1
    with pytest.raises(TransactionLostError):
        writing.catch_up()
    with pytest.raises(OtherSequencerError):
        writing.catch_up()
    assert second.is_whole(6)
    for sequencer in (writing, waiting):
        sequencer.close()


def test_a_lost_database_is_taken_up_again(
    sites: tuple[LoggedSite, LoggedSite], request: pytest.FixtureRequest
) -> None:
    """One round is lost, no leaf is."""
    site, _ = sites
    writing = site.sequencer()
    site.add(5)
    writing.catch_up()
    end_connections(request.getfixturevalue("postgres"))
    with pytest.raises(TransactionLostError):
        writing.catch_up()
    site.store.database.engine.dispose()
    site.add(5)
    before = read_image(site.log)
    assert writing.catch_up() == 5
    assert read_image(site.log) != before
    assert site.is_whole(10)
    writing.close()
