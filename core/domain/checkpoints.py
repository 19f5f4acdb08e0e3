"""What the log says of itself, signed: a checkpoint (C2SP tlog-checkpoint) in a note (C2SP signed-note, Ed25519).

Knows no private key, no file and no clock. Reading is strict: whatever is unusual is refused with ValueError.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from core.domain.merkle import EMPTY_ROOT, HASH_BYTES

_ED25519 = b"\x01"
_KEY_BYTES = 32
_ID_BYTES = 4
_MOST_SIGNATURES = 16
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]+")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_SIGNATURE_LINE = re.compile(r"\u2014 ([^\s+\x00-\x1f\x7f]+) ([A-Za-z0-9+/]+={0,2})")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class VerifyingKey:
    """The public half of a log's key, with the name of the log: all that a stranger needs to believe a checkpoint."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or len(self.public) != _KEY_BYTES:
            raise ValueError("a key has a name without spaces or plus signs, and 32 bytes")

    @property
    def key_id(self) -> bytes:
        """First four bytes of the digest of name, newline, kind and key (signed-note, Ed25519 signatures)."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:_ID_BYTES]

    def text(self) -> str:
        """Give the key as one line: name+id+key ("vkey")."""
        return f"{self.name}+{self.key_id.hex()}+{_encode(_ED25519 + self.public)}"

    @classmethod
    def parse(cls, text: str) -> "VerifyingKey":
        """Read a vkey; ValueError when it is not exactly one."""
        name, _, rest = text.partition("+")
        key = _decode(rest.partition("+")[2])
        if key[:1] != _ED25519:
            raise ValueError("a key of another kind than Ed25519")
        parsed = cls(name, key[1:])
        if parsed.text() != text:
            raise ValueError("a key whose id is not its own")
        return parsed

    def has_signed(self, text: str, signature: bytes) -> bool:
        """Whether the signature is this key's over the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Checkpoint:
    """How many leaves the log has, and the root over them; `origin` names the log."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.origin) or len(self.root) != HASH_BYTES or not _SIZE.fullmatch(str(self.size)):
            raise ValueError("a checkpoint has the name of its log, a size and a root of 32 bytes")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise ValueError("an empty log with the root of another")

    def text(self) -> str:
        """Give the three lines that are signed (tlog-checkpoint, note text; no extension lines)."""
        return f"{self.origin}\n{self.size}\n{_encode(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read the three lines; ValueError when they are not exactly that."""
        origin, size, root = (*text.split("\n"), "", "", "")[:3]
        if not _SIZE.fullmatch(size):
            raise ValueError("a checkpoint without a decimal size")
        parsed = cls(origin, int(size), _decode(root))
        if parsed.text() != text:
            raise ValueError("a checkpoint with other lines than name, size and root")
        return parsed


def sign_checkpoint(checkpoint: Checkpoint, key: VerifyingKey, sign: Callable[[bytes], bytes]) -> str:
    """Give the signed note of a checkpoint. ValueError when `sign` is not of that key: nobody could ever check it."""
    note = sign_note(checkpoint.text(), key, sign)
    open_checkpoint(note, key)
    return note


def open_checkpoint(note: str, key: VerifyingKey) -> Checkpoint:
    """Read a checkpoint that this very log signed. ValueError for anything else."""
    checkpoint = Checkpoint.parse(open_note(note, key))
    if checkpoint.origin != key.name:
        raise ValueError("a checkpoint of another log")
    return checkpoint


def unsigned_checkpoint(note: str) -> Checkpoint:
    """Read what a note says without believing it: for who made it, or will check it. ValueError when malformed."""
    return Checkpoint.parse(_cut(note)[0])


def sign_note(text: str, key: VerifyingKey, sign: Callable[[bytes], bytes]) -> str:
    """Give the note of a text that ends with a newline, with one signature line (signed-note, format)."""
    return f"{text}\n\u2014 {key.name} {_encode(key.key_id + sign(text.encode()))}\n"


def open_note(note: str, key: VerifyingKey) -> str:
    """Give the text of a note that this key signed, once; lines of unknown keys are passed over, as the format demands.

    A witness or a key to come may thus sign beside ours. ValueError when ours is absent, doubled, or does not hold.
    """
    text, lines = _cut(note)
    ours = [signature for name, signature in lines if (name, signature[:_ID_BYTES]) == (key.name, key.key_id)]
    if len(ours) != 1:
        raise ValueError("a note that this key did not sign, or signed twice")
    if not key.has_signed(text, ours[0][_ID_BYTES:]):
        raise ValueError("a note whose signature does not hold")
    return text


def _cut(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    body, gap, tail = note.rpartition("\n\n")
    found = [_SIGNATURE_LINE.fullmatch(line) for line in tail.split("\n")[:-1]]
    lines = [(line[1], _decode(line[2])) for line in found if line]
    is_whole = gap and body and tail.endswith("\n") and lines and len(lines) == len(found) <= _MOST_SIGNATURES
    if not is_whole or _CONTROL.search(note):
        raise ValueError("not a signed note")
    if any(len(signature) <= _ID_BYTES for _, signature in lines):
        raise ValueError("a signature without its key's id")
    return body + "\n", lines


def _encode(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decode(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64") from error
    if _encode(raw) != text:
        raise ValueError("base64 written in an unusual way")
    return raw
