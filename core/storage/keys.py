"""The site's own keys, in files beside the store: one signs receipts, one makes pseudonyms. They never leave here."""

import base64
import hashlib
import hmac
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from core.ports import Keys
from core.storage.durable_files import sync_folder, write_new
from core.storage.key_files import read_or_make_key

SIGNING_KEY_FILE = "signing.key"
PSEUDONYM_KEY_FILE = "pseudonym.key"
PUBLIC_KEY_FILE = "receipts.pem"
_PSEUDONYM_DIGITS = 32


class SiteKeys(Keys):
    """Two secrets in memory."""

    def __init__(self, signing: bytes, pseudonym: bytes) -> None:
        self._signing = Ed25519PrivateKey.from_private_bytes(signing)
        self._pseudonym = pseudonym

    def sign(self, text: str) -> str:
        """Sign ASCII text (Ed25519); base64url without padding."""
        return base64.urlsafe_b64encode(self._signing.sign(text.encode("ascii"))).rstrip(b"=").decode()

    def pseudonym(self, name: str) -> str:
        """Keyed digest (HMAC-SHA256), 32 hexadecimal digits."""
        return hmac.new(self._pseudonym, name.encode(), hashlib.sha256).hexdigest()[:_PSEUDONYM_DIGITS]

    def public_pem(self) -> str:
        """What a stranger needs to check a receipt."""
        return self._signing.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def open_keys(folder: Path) -> SiteKeys:
    """Read the keys of a data folder, or draw both at the first start; leave the public key beside, for verifiers.

    Raises `StoreError` when one of the two is missing: a new one would deny what was signed, or forget who tried.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    is_first_start = not (folder / PUBLIC_KEY_FILE).exists()
    keys = SiteKeys(
        signing=read_or_make_key(folder / SIGNING_KEY_FILE, may_make=is_first_start),
        pseudonym=read_or_make_key(folder / PSEUDONYM_KEY_FILE, may_make=is_first_start),
    )
    if is_first_start:
        part = folder / f"{PUBLIC_KEY_FILE}.part"
        part.unlink(missing_ok=True)  # of a first start that was cut
        write_new(part, keys.public_pem().encode("ascii"))
        part.replace(folder / PUBLIC_KEY_FILE)
        sync_folder(folder)
    return keys
