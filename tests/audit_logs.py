"""The log of an invented site, signed with a key that everybody knows, and ways to write it as it should not be."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.checkpoints import Checkpoint, VerifyingKey, sign_checkpoint
from core.storage.audit_log.durable_files import DurableFiles
from core.storage.audit_log.edge import Edge
from core.storage.audit_log.tiles import TiledLog

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = VerifyingKey("relais.example/log", SIGNER.public_key().public_bytes_raw())
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))
Image = Mapping[str, bytes]
"""A folder: content by path."""


class HastyFiles(DurableFiles):
    """Files without syncs: for tests that cut no power."""

    def put(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)

    def sync(self, folder: Path) -> None:
        """Hope for the best."""


def bodies(count: int, first: int = 0) -> list[bytes]:
    """So many leaves, all different, of different lengths."""
    return [b'{"act":"read-document","leaf":%d,"pad":"%s"}' % (n, b"x" * (n % 7)) for n in range(first, first + count)]


def note_of(size: int, root: bytes) -> str:
    """A checkpoint signed with the key of the site."""
    return sign_checkpoint(Checkpoint(KEY.name, size, root), KEY, SIGNER.sign)


def publish(log: TiledLog) -> str:
    """Sign what the log has, as a sequencer does."""
    note = note_of(log.size, log.root())
    log.publish(note)
    return note


def write_log(folder: Path, leaves: Sequence[bytes], batch: int = 1000) -> TiledLog:
    """A log of these leaves, each batch signed."""
    log = TiledLog(folder, KEY, HastyFiles())
    for start in range(0, len(leaves), batch):
        log.append(log.size, leaves[start : start + batch])
        publish(log)
    return log


def image_of(leaves: Sequence[bytes]) -> dict[str, bytes]:
    """Every tile and bundle over these leaves, without a checkpoint: what somebody would forge."""
    return {str(tile.path): tile.content() for tile in Edge().grow(leaves)[1]}


def read_image(folder: Path) -> dict[str, bytes]:
    """What a folder holds, but for what is being written."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and ".writing" not in path.parts]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def lay_out(folder: Path, image: Image) -> None:
    """Write an image into a folder."""
    for name, content in image.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
