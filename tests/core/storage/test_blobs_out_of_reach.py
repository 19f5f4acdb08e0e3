"""What the operator is told when the place of the blobs is not as it should be: precisely, and no secret."""

import itertools
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.ports import Blobs
from core.storage.blobs import S3Access, open_blobs
from core.storage.errors import BlobsError
from tests.s3_server import SECRET, S3Server, s3_server

_buckets = itertools.count()

each_ask = pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda blobs: blobs.put("p1/a", b"x"), id="put"),
        pytest.param(lambda blobs: blobs.get("p1/a"), id="get"),
        pytest.param(lambda blobs: blobs.delete("p1/a"), id="delete"),
        pytest.param(lambda blobs: blobs.delete_all("p1"), id="delete_all"),
        pytest.param(lambda blobs: list(blobs.names()), id="names"),
    ],
)


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    """One server for all tests of this file."""
    with s3_server() as started:
        yield started


@pytest.fixture
def bucket(server: S3Server) -> str:
    """The name of a new, empty bucket."""
    name = f"relais-{next(_buckets)}"
    server.make_bucket(name)
    return name


def told(ask: Callable[[], object]) -> str:
    """What the operator reads; the whole traceback, as a log would keep it, quotes no answer, no secret, no key id."""
    with pytest.raises(BlobsError) as raised:
        ask()
    logged = "".join(traceback.format_exception(raised.value))
    assert SECRET not in logged
    assert "AKIA" not in logged
    assert "<Error>" not in logged
    return str(raised.value)


def test_a_missing_bucket_is_told_at_the_start(server: S3Server) -> None:
    """Not at the first document, hours later."""
    assert told(lambda: open_blobs("s3://nobody-made-it", server.access)).startswith("s3://nobody-made-it: there is no")


@each_ask
def test_a_bucket_that_is_gone_is_not_an_absent_name(
    server: S3Server, bucket: str, ask: Callable[[Blobs], object]
) -> None:
    """A person must not be told that their document does not exist when the whole bucket is lost."""
    blobs = open_blobs(f"s3://{bucket}/site", server.access)
    server.client.delete(f"/{bucket}").raise_for_status()
    assert "no such bucket" in told(lambda: ask(blobs))


@each_ask
def test_refused_credentials_are_told(server: S3Server, bucket: str, ask: Callable[[Blobs], object]) -> None:
    """With the code of the answer, and nothing else of it."""
    blobs = open_blobs(f"s3://{bucket}/site", server.access)
    with server.refusing():
        said = told(lambda: ask(blobs))
        assert said == f"s3://{bucket}: the credentials are refused, or may not do this (403 InvalidAccessKeyId)"
        assert said == told(lambda: open_blobs(f"s3://{bucket}/site", server.access))
    list(blobs.names())


@each_ask
def test_an_endpoint_that_ends_is_told(ask: Callable[[Blobs], object]) -> None:
    """In the time that the settings of the client allow, whatever was asked."""
    with s3_server() as server:
        server.make_bucket("relais")
        blobs = open_blobs("s3://relais", server.access)
    assert told(lambda: ask(blobs)) == "s3://relais: it cannot be reached, or does not answer in time"


@pytest.mark.parametrize(
    ("url", "change", "said"),
    [
        ("s3://AKIAX:c2VjcmV0@b", {}, "credentials are settings"),
        ("s3://b?secret=c2VjcmV0", {}, "credentials are settings"),
        ("s3://b/a/../b", {}, "the prefix is made of"),
        ("s3://b", {"secret_access_key": ""}, "an access key and its secret are needed"),
        ("s3://b", {"access_key_id": ""}, "an access key and its secret are needed"),
        ("s3://b", {"endpoint": "http://192.0.2.1"}, "must be https"),
        ("s3://b", {"endpoint": "https://AKIAX:c2VjcmV0@host"}, "not an address"),
        ("s3://b", {"endpoint": "somewhere"}, "not an address"),
        ("s3://", {}, "is not file:///folder nor s3://bucket/prefix"),
        ("https://b", {}, "is not file:///folder nor s3://bucket/prefix"),
        ("file://host/folder", {}, "is not file:///folder nor s3://bucket/prefix"),
        ("folder", {}, "is not file:///folder nor s3://bucket/prefix"),
    ],
)
def test_a_wrong_address_is_refused_before_anything_is_sent(url: str, change: dict[str, str], said: str) -> None:
    """Nor does it find credentials elsewhere by itself."""
    access = replace(S3Access(access_key_id="AKIAX", secret_access_key=SECRET), **change)
    message = told(lambda: open_blobs(url, access))
    assert said in message
    assert "c2VjcmV0" not in message


def test_access_prints_no_secret(server: S3Server) -> None:
    """A settings object lands in a log sooner or later."""
    assert SECRET not in repr(server.access)
    assert "AKIA" not in repr(server.access)


@each_ask
def test_a_folder_that_is_gone_is_not_an_empty_one(tmp_path: Path, ask: Callable[[Blobs], object]) -> None:
    """A disk that is not mounted: nothing is written beside it, nothing is told to be absent, nothing is swept."""
    folder = tmp_path / "blobs"
    blobs = open_blobs(folder.as_uri())
    folder.rmdir()
    assert told(lambda: ask(blobs)).startswith("blobs: the folder is gone")
    assert not folder.exists()


def test_a_place_that_cannot_be_a_folder_is_told(tmp_path: Path) -> None:
    """A file is in the way."""
    (tmp_path / "blobs").write_bytes(b"")
    assert told(lambda: open_blobs((tmp_path / "blobs").as_uri())) == "blobs: File exists"


def test_a_file_in_the_way_of_a_name_is_told(tmp_path: Path) -> None:
    """The operating system's own words, without the path."""
    blobs = open_blobs((tmp_path / "blobs").as_uri())
    blobs.put("p1", b"x")
    assert told(lambda: blobs.put("p1/a", b"x")) in ("blobs: Not a directory", "blobs: File exists")
    assert told(lambda: blobs.get("p1/a")) == "blobs: Not a directory"
