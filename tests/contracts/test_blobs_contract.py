"""What every keeper of blobs promises: a folder, memory, and a bucket of an S3-compatible server."""

import itertools
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.ports import Blobs
from core.storage.blobs import open_blobs
from tests.s3_server import S3Server, s3_server

OUTSIDE = (
    *("", "/a", "a/", "a//b", "..", "../a", "a/../b", "a/./b", ".a", "a/.b"),
    *("a b", "é", "a\n", "a\0b", "a\\b", "a" * 513),
)
_buckets = itertools.count()


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    """One server for all tests of this file."""
    with s3_server() as started:
        yield started


@pytest.fixture(params=["folder", "memory", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    """An empty keeper of each kind."""
    if request.param == "folder":
        return open_blobs((tmp_path / "with space").as_uri())
    if request.param == "memory":
        return open_blobs("memory:///")
    server: S3Server = request.getfixturevalue("server")
    bucket = f"relais-{next(_buckets)}"
    server.make_bucket(bucket)
    return open_blobs(f"s3://{bucket}/site/one", server.access)


@pytest.mark.parametrize("content", [b"", b"x", os.urandom(300_000)], ids=["empty", "one", "300 KB"])
def test_what_was_put_comes_back(blobs: Blobs, content: bytes) -> None:
    """Byte for byte, empty content too."""
    blobs.put("p1/a", content)
    assert blobs.get("p1/a") == content


def test_again_replaces(blobs: Blobs) -> None:
    """The last put counts, whole."""
    blobs.put("p1/a", b"the first, longer")
    blobs.put("p1/a", b"second")
    assert blobs.get("p1/a") == b"second"
    assert list(blobs.names()) == ["p1/a"]


def test_an_unknown_name_is_a_key_error(blobs: Blobs) -> None:
    """Never empty content."""
    blobs.put("p1/a", b"x")
    for name in ("p1/b", "p2/a", "p1"):
        with pytest.raises(KeyError):
            blobs.get(name)


def test_what_is_let_go_is_gone(blobs: Blobs) -> None:
    """And letting it go again changes nothing; its neighbour stays."""
    blobs.put("p1/a", b"x")
    blobs.put("p1/b", b"y")
    for _ in range(2):
        blobs.delete("p1/a")
        with pytest.raises(KeyError):
            blobs.get("p1/a")
    assert blobs.get("p1/b") == b"y"


def test_a_person_is_let_go_whole_and_alone(blobs: Blobs) -> None:
    """All under a prefix, more than one page of it; nobody whose name only starts alike."""
    for number in range(60):
        blobs.put(f"p1/{number}", b"x")
    blobs.put("p1/deeper/a", b"x")
    for kept in ("p10/a", "p/a", "p2/a"):
        blobs.put(kept, b"kept")
    for _ in range(2):
        blobs.delete_all("p1")
        assert sorted(blobs.names()) == ["p/a", "p10/a", "p2/a"]


def test_names_under_a_prefix(blobs: Blobs) -> None:
    """Whole segments, at any depth, every page of them."""
    expected = {f"p1/{number:03}" for number in range(120)} | {"p1/deeper/a"}
    for name in (*expected, "p10/a"):
        blobs.put(name, b"x")
    assert set(blobs.names("p1")) == expected
    assert set(blobs.names()) == {*expected, "p10/a"}
    assert list(blobs.names("p1/deeper")) == ["p1/deeper/a"]
    assert list(blobs.names("p2")) == []


def test_names_put_before_a_moment(blobs: Blobs) -> None:
    """A sweep passes over what was put just now, which its transaction may not have committed yet."""
    blobs.put("p1/a", b"x")
    now = datetime.now(UTC)  # noqa: TID251 - the keeper dates what it keeps by its own clock, not by ours
    assert list(blobs.names(before=now - timedelta(minutes=1))) == []
    assert list(blobs.names(before=now + timedelta(minutes=1))) == ["p1/a"]
    assert list(blobs.names("p1", before=now + timedelta(minutes=1))) == ["p1/a"]


def test_a_name_stays_inside(blobs: Blobs) -> None:
    """No way up, no way out, no surprise for a file system: whatever is asked."""
    for name in OUTSIDE:
        for ask in (blobs.get, blobs.delete, blobs.delete_all, lambda name: blobs.put(name, b"x")):
            with pytest.raises(ValueError, match="name"):
                ask(name)
        with pytest.raises(ValueError, match="name"):
            list(blobs.names(name or ".."))
    assert list(blobs.names()) == []


def test_threads_may_share_it(blobs: Blobs) -> None:
    """Each finds what it put."""

    def work(worker: int) -> bool:
        names = [f"p{worker}/{number}" for number in range(20)]
        for name in names:
            blobs.put(name, name.encode() * 1000)
        return all(blobs.get(name) == name.encode() * 1000 for name in names)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(4)))
    assert len(list(blobs.names())) == 80


def test_the_same_name_by_several_threads_is_one_of_them_whole(blobs: Blobs) -> None:
    """Never a mixture."""
    contents = [bytes([worker]) * 100_000 for worker in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda content: blobs.put("p1/a", content), contents * 5))
    assert blobs.get("p1/a") in contents
    assert list(blobs.names()) == ["p1/a"]
