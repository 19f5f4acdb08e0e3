"""The site's own keys: what they sign and whom they hide."""

import base64
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from core.storage.errors import StoreError
from core.storage.keys import LOG_KEY_FILE, PSEUDONYM_KEY_FILE, PUBLIC_KEY_FILE, SIGNING_KEY_FILE, open_keys


def test_a_stranger_checks_a_signature_with_the_public_key_alone(tmp_path: Path) -> None:
    """The file left beside the store is enough; one changed letter is seen."""
    signature = open_keys(tmp_path).sign("RS2|choice|done|20261123T0942Z|Valmont|481205|ab|0|0")
    public = load_pem_public_key((tmp_path / PUBLIC_KEY_FILE).read_bytes())
    assert isinstance(public, Ed25519PublicKey)
    raw = base64.urlsafe_b64decode(signature + "==")
    public.verify(raw, b"RS2|choice|done|20261123T0942Z|Valmont|481205|ab|0|0")
    with pytest.raises(InvalidSignature):
        public.verify(raw, b"RS2|choice|done|20261123T0942Z|Valmont|481206|ab|0|0")


def test_pseudonyms_are_the_same_at_each_start_and_differ_between_sites(tmp_path: Path) -> None:
    """Same name, same pseudonym; another site makes another."""
    first = open_keys(tmp_path / "a").pseudonym("odette")
    assert open_keys(tmp_path / "a").pseudonym("odette") == first
    assert open_keys(tmp_path / "b").pseudonym("odette") != first
    assert open_keys(tmp_path / "a").pseudonym("marcel") != first
    assert (len(first), int(first, 16) > 0) == (32, True)


@pytest.mark.parametrize("lost", [SIGNING_KEY_FILE, PSEUDONYM_KEY_FILE, LOG_KEY_FILE])
def test_a_lost_key_is_not_drawn_again(tmp_path: Path, lost: str) -> None:
    """A new one would deny what was signed, or forget who tried."""
    open_keys(tmp_path)
    (tmp_path / lost).unlink()
    with pytest.raises(StoreError, match=lost):
        open_keys(tmp_path)


def test_secret_keys_are_for_their_owner_only(tmp_path: Path) -> None:
    """Only the public one may be read by others."""
    open_keys(tmp_path)
    for name in (SIGNING_KEY_FILE, PSEUDONYM_KEY_FILE, LOG_KEY_FILE):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
