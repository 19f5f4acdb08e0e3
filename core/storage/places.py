"""Where a site keeps what is not in its database: keys and blobs, in folders, on a token, in a bucket. Knows no row."""

from dataclasses import dataclass, field
from pathlib import Path

from core.ports import KeyWrapping
from core.storage.blobs import S3Access, open_blobs
from core.storage.errors import StoreError
from core.storage.key_wrapping import open_file_keys
from core.storage.pkcs11_keys import open_pkcs11_keys
from core.storage.pkcs11_token import TokenAccess
from core.storage.vault import Vault

BLOBS_FOLDER = "blobs"


@dataclass(frozen=True, kw_only=True)
class Places:
    """The places of one site."""

    keys: Path
    """Folder of the key files, and of the list of those who were erased."""
    blobs: str
    """Address of the blobs: `file:///folder` or `s3://bucket/prefix`."""
    s3: S3Access | None = field(default=None, repr=False)
    token: TokenAccess | None = field(default=None, repr=False)
    """Holds the key-encryption keys and the root, instead of files."""

    def open_vault(self, *, may_make: bool) -> Vault:
        """Keys and blobs, without the records. Raises `StoreError` when one is missing, wrong, or out of reach."""
        wrapping = self._open_wrapping(may_make=may_make)
        try:
            return Vault(wrapping=wrapping, blobs=open_blobs(self.blobs, self.s3))
        except BaseException:
            wrapping.close()
            raise

    def _open_wrapping(self, *, may_make: bool) -> KeyWrapping:
        if self.token is None:
            return open_file_keys(self.keys, may_make=may_make)
        return open_pkcs11_keys(self.token, may_make=may_make)


def within(folder: Path) -> Places:
    """Everything in the data folder itself."""
    return Places(keys=folder, blobs=(folder / BLOBS_FOLDER).resolve().as_uri())


def check_versions(wrapping: KeyWrapping, in_use: dict[int, int]) -> None:
    """Raise `StoreError` when people's keys are under a version of the key-encryption key that is not here.

    `in_use` is how many are under each version.
    """
    missing = sorted(set(in_use) - set(wrapping.versions))
    if missing:
        version = missing[0]
        raise StoreError(
            f"kek-{version}.key (relais-kek-{version} on a token) is missing, and the keys of {in_use[version]}"
            " people are under it: put it back from its backup"
        )
