"""The site's own keys, in files beside the store: for receipts, the audit log and pseudonyms. They never leave here."""

import base64
import hashlib
import hmac
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from core.domain.checkpoints import VerifyingKey
from core.ports import Keys
from core.storage.durable_files import sync_folder, write_new
from core.storage.errors import StoreError
from core.storage.key_files import read_or_make_key

SIGNING_KEY_FILE = "signing.key"
PSEUDONYM_KEY_FILE = "pseudonym.key"
LOG_KEY_FILE = "log.key"
PSEUDONYM_MARK_FILE = "pseudonym.mark"
"""One pseudonym, of nobody, by which a key that was changed is known."""
PUBLIC_KEY_FILE = "receipts.pem"
VERIFYING_KEY_FILE = "audit.vkey"
_PSEUDONYM_DIGITS = 32
_NAME_DIGITS = 16


class SiteKeys(Keys):
    """Three secrets in memory."""

    def __init__(self, signing: bytes, pseudonym: bytes, log: bytes) -> None:
        self._signing = Ed25519PrivateKey.from_private_bytes(signing)
        self._pseudonym = pseudonym
        self._log = Ed25519PrivateKey.from_private_bytes(log)

    @property
    def log_key(self) -> VerifyingKey:
        """Name and public key of the audit log. The name comes from the key: no two sites share one, none is told."""
        public = self._log.public_key().public_bytes_raw()
        return VerifyingKey(f"relais-sante/{hashlib.sha256(public).hexdigest()[:_NAME_DIGITS]}", public)

    def sign(self, text: str) -> str:
        """Sign the ASCII text of a receipt (Ed25519); base64url without padding."""
        return base64.urlsafe_b64encode(self._signing.sign(text.encode("ascii"))).rstrip(b"=").decode()

    def sign_bytes(self, message: bytes) -> bytes:
        """Sign a checkpoint of the audit log (Ed25519, 64 bytes)."""
        return self._log.sign(message)

    def pseudonym(self, name: str) -> str:
        """Keyed digest (HMAC-SHA256), 32 hexadecimal digits."""
        return hmac.new(self._pseudonym, name.encode(), hashlib.sha256).hexdigest()[:_PSEUDONYM_DIGITS]

    def public_pem(self) -> str:
        """What a stranger needs to check a receipt."""
        return self._signing.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def open_keys(folder: Path, public: Path | None = None) -> SiteKeys:
    """Read the keys of a folder, or draw them at the first start; leave the public ones in `public`, for verifiers.

    Raises `StoreError` when one is missing or not the one that signed: a new one would deny what was signed, or forget
    who tried. A site older than its audit log gets the key of the log at its next start.
    """
    public = public or folder
    for each in (folder, public):
        each.mkdir(parents=True, exist_ok=True, mode=0o700)
    is_first_start = not (public / PUBLIC_KEY_FILE).exists()
    keys = SiteKeys(
        signing=read_or_make_key(folder / SIGNING_KEY_FILE, may_make=is_first_start),
        pseudonym=read_or_make_key(folder / PSEUDONYM_KEY_FILE, may_make=is_first_start),
        log=read_or_make_key(folder / LOG_KEY_FILE, may_make=not (public / VERIFYING_KEY_FILE).exists()),
    )
    _leave(public / PUBLIC_KEY_FILE, keys.public_pem())
    _leave(public / PSEUDONYM_MARK_FILE, f"{keys.pseudonym(PSEUDONYM_MARK_FILE)}\n")
    _leave(public / VERIFYING_KEY_FILE, f"{keys.log_key.text()}\n")
    return keys


def _leave(path: Path, public: str) -> None:
    if not path.exists():
        part = path.with_name(f"{path.name}.part")
        part.unlink(missing_ok=True)  # of a first start that was cut
        write_new(part, public.encode("ascii"))
        part.replace(path)
        sync_folder(path.parent)
    elif path.read_bytes() != public.encode("ascii"):
        raise StoreError(f"{path.name} is not of the key beside it: one of the two was changed")
