"""The terminal's own key: by it the site knows where the machine stands. Proves nothing about who stands before it.

The key is a file that only this program's account reads; the certificate of the day is kept in memory alone.
"""

from base64 import b64encode
from contextlib import suppress
from os import O_CREAT, O_EXCL, O_WRONLY, fdopen
from os import open as open_descriptor
from pathlib import Path
from time import monotonic

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from kiosk.protocol import VERSION, Challenge, Hello, PrinterState, greeting

_OWNER_ONLY = 0o600


class IdentityError(ValueError):
    """The file holds no key that can be used; the message names the file."""


class Identity:
    """One key, held by one running program."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self._since = monotonic()
        self.certificate = ""
        """The last that the site gave."""

    def hello(self, challenge: Challenge, printer: PrinterState, sheets: PrinterState | None = None) -> Hello:
        """Prove, for this connection, that the key is here."""
        return Hello(
            version=VERSION,
            public_key=_text(self.public_key),
            signature=_text(self._key.sign(greeting(challenge.nonce))),
            certificate=self.certificate,
            up_s=monotonic() - self._since,
            printer=printer,
            sheets=sheets,
        )

    @property
    def public_key(self) -> bytes:
        """By what the site knows this terminal."""
        return self._key.public_key().public_bytes_raw()


def new_identity() -> Identity:
    """A key that no site has seen, kept nowhere."""
    return Identity(Ed25519PrivateKey.generate())


def open_identity(file: Path) -> Identity:
    """Read the key, or draw one where there is no file yet; `IdentityError` when neither can be done."""
    try:
        with suppress(FileExistsError):
            _draw(file)
        key = load_pem_private_key(file.read_bytes(), password=None)
    except OSError as fault:
        raise IdentityError(f"{file}: {fault.strerror}") from None
    except (ValueError, TypeError):
        raise IdentityError(f"{file}: not an Ed25519 key in PEM, without a password") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise IdentityError(f"{file}: a key of another kind; an Ed25519 key is expected")
    return Identity(key)


def _draw(file: Path) -> None:
    if file.exists():
        return
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with fdopen(open_descriptor(file, O_WRONLY | O_CREAT | O_EXCL, _OWNER_ONLY), "wb") as new:
        new.write(pem)


def _text(value: bytes) -> str:
    return b64encode(value).decode("ascii")
