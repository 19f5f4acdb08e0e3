"""Which keys a backup goes with, told without telling a key. Knows no table."""

import hashlib
import hmac
from pathlib import Path

from core.storage.errors import StoreError
from core.storage.key_files import read_or_make_key
from core.storage.vault import Vault

_OF_THE_FILE = "space.key"
"""Opens one database file, no backup: another is as good."""


def key_marks(folder: Path, vault: Vault) -> dict[str, str]:
    """A keyed digest of each key file of the site."""
    secret = vault.wrapping.derive("backup-keys")
    return {
        path.name: hmac.new(secret, read_or_make_key(path, may_make=False), hashlib.sha256).hexdigest()
        for path in sorted(folder.glob("*.key"))
        if path.name != _OF_THE_FILE
    }


def check_keys(folder: Path, vault: Vault, marks: dict[str, str]) -> None:
    """Refuse a folder whose keys are not those of the backup; keys that came later may be there too.

    A site that starts without one of them would draw another: it would deny what was signed, and forget who tried.
    """
    here = key_marks(folder, vault)
    for name, mark in marks.items():
        if name not in here:
            raise StoreError(f"{name} is missing: put back the key files that were kept apart for this backup")
        if not hmac.compare_digest(here[name], mark):
            raise StoreError(f"{name} is not the key that this backup goes with")
