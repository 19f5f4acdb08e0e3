"""Opens the place where original bytes are kept, by its address. Knows nothing of what they are."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from obstore.store import MemoryStore, S3Store

from core.ports import Blobs
from core.storage.errors import BlobsError
from core.storage.folder_blobs import FolderBlobs
from core.storage.object_blobs import ObjectBlobs, checked

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, kw_only=True)
class S3Access:
    """How to reach a bucket: an S3-compatible endpoint (empty: Amazon's own of that region) and what it asks for."""

    endpoint: str = ""
    region: str = "eu-west-3"  # Paris
    access_key_id: str = field(default="", repr=False)
    secret_access_key: str = field(default="", repr=False)


def open_blobs(url: str, access: S3Access | None = None) -> Blobs:
    """Open `file:///folder`, made if need be, `s3://bucket/prefix`, or `memory:///`, which forgets.

    Raises `BlobsError` at once when the address or the access is wrong, the bucket missing, the endpoint out of reach.
    """
    address = urlsplit(url)
    if address.scheme == "file" and not address.netloc and address.path.startswith("/"):
        return FolderBlobs(Path(unquote(address.path)))
    if address.scheme == "memory":
        return ObjectBlobs(MemoryStore(), "memory")
    if address.scheme == "s3" and address.netloc:
        return _open_bucket(address, access or S3Access())
    raise BlobsError("the address of the blobs is not file:///folder nor s3://bucket/prefix")


def _open_bucket(address: SplitResult, access: S3Access) -> Blobs:
    where = f"s3://{address.hostname}"
    if address.netloc != address.hostname or address.query:
        raise BlobsError(
            f"{where}: the address holds more than bucket and prefix; credentials are settings of their own"
        )
    if not access.access_key_id or not access.secret_access_key:
        # Without them the library would ask the network of the machine for some (design section 9, promise 7).
        raise BlobsError(f"{where}: an access key and its secret are needed")
    endpoint = _endpoint(access, where)
    store = S3Store(
        address.netloc,
        prefix=_prefix(address, where),
        endpoint=endpoint,
        region=access.region,
        access_key_id=access.access_key_id,
        secret_access_key=access.secret_access_key,
        client_options={"allow_http": endpoint.startswith("http:"), "connect_timeout": "3s", "timeout": "30s"},
        retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=10)},
    )
    blobs = ObjectBlobs(store, where)
    next(blobs.names(), None)
    return blobs


def _prefix(address: SplitResult, where: str) -> str:
    prefix = address.path.strip("/")
    try:
        return checked(prefix) if prefix else ""
    except ValueError:
        raise BlobsError(f"{where}: the prefix is made of letters, digits, `.`, `_`, `-` and `/`") from None


def _endpoint(access: S3Access, where: str) -> str:
    endpoint = urlsplit(access.endpoint or f"https://s3.{access.region}.amazonaws.com")
    if not endpoint.hostname or "@" in endpoint.netloc:
        raise BlobsError(f"{where}: the endpoint is not an address of the form https://host")
    if endpoint.scheme != "https" and not (endpoint.scheme == "http" and endpoint.hostname in _LOOPBACK):
        # What is kept is sealed; who asks for what, and the list of names, are not.
        raise BlobsError(f"{where}: the endpoint must be https, except on this machine")
    return endpoint.geturl()
