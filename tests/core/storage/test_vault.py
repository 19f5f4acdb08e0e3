"""The vault: what is looked for, whose key is whose, and which bytes are which."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.identifiers import PatientId
from core.storage.blobs import open_blobs
from core.storage.envelope import new_key
from core.storage.errors import DamagedError, KeyWrappingError
from core.storage.key_wrapping import open_file_keys
from core.storage.vault import INDEX_BYTES, Vault

ODETTE, MARCEL = PatientId("odette"), PatientId("marcel")
NUMBER = "2530999999066"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """A vault of its own keys."""
    return a_vault(tmp_path / "site")


def a_vault(folder: Path) -> Vault:
    folder.mkdir(mode=0o700)
    return Vault(wrapping=open_file_keys(folder, may_make=True), blobs=open_blobs((folder / "blobs").as_uri()))


def test_what_is_looked_for_differs_from_site_to_site(vault: Vault, tmp_path: Path) -> None:
    """Or whoever has the database would try all numbers, and find each; the same number is found again here."""
    assert vault.index("nir", NUMBER) == vault.index("nir", NUMBER)
    assert vault.index("nir", NUMBER) != a_vault(tmp_path / "another").index("nir", NUMBER)
    assert vault.index("nir", NUMBER) != vault.index("access-number", NUMBER)
    assert len(vault.index("nir", NUMBER)) == INDEX_BYTES


def test_a_persons_key_opens_as_theirs_only(vault: Vault) -> None:
    """Copied into another's row, or given another version, a wrapped key opens nothing."""
    key = new_key(ODETTE)
    kept = vault.wrap(key)
    assert vault.unwrap(ODETTE, kept) == key
    for patient_id, row in ((MARCEL, kept), (ODETTE, replace(kept, version=2))):
        with pytest.raises(KeyWrappingError):
            vault.unwrap(patient_id, row)


def test_bytes_open_under_their_own_name_only(vault: Vault) -> None:
    """One document's bytes, put in the place of another of the same person, are damage."""
    key = new_key(ODETTE)
    vault.put_sealed("odette/1", b"<one/>", key)
    assert vault.get_sealed("odette/1", key) == b"<one/>"
    vault.blobs.put("odette/2", vault.blobs.get("odette/1"))
    with pytest.raises(DamagedError):
        vault.get_sealed("odette/2", key)
