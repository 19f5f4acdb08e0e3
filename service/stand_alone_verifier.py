"""Checks a Relais audit log and its receipts. Stands alone: copy this one file anywhere with Python and `cryptography`.

It shares no line with what writes the log, on purpose: RFC 9162 section 2.1, C2SP tlog-tiles, tlog-checkpoint and
signed-note, read a second time. It opens files for reading, and nothing else.
"""

import argparse
import base64
import hashlib
import re
import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from glob import glob
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

WIDTH = 256
HASH = 32
NAME = r"[^\s+\x00-\x1f\x7f]+"
BASE64 = r"[A-Za-z0-9+/]+={0,2}"
SIZE = r"0|[1-9][0-9]{0,18}"
KEY = re.compile(rf"({NAME})\+([0-9a-f]{{8}})\+({BASE64})\n?")
NOTE = re.compile(rf"(({NAME})\n({SIZE})\n({BASE64})\n)\n((?:\u2014 {NAME} {BASE64}\n){{1,16}})")
RECEIPT = re.compile(
    r"(RS2\|[a-z-]+\|(?:done|refused|failed)\|[0-9]{8}T[0-9]{4}Z\|[ -{}~]{0,40}\|[0-9]{6}\|([0-9a-f]{64})"
    rf"\|({SIZE})\|(0|[0-9a-f]{{64}}))\|([A-Za-z0-9_-]{{86}})"
)


class Flaw(Exception):  # noqa: N818 - what is found wrong, not what went wrong
    """What does not hold, and where: an index in the log, or the rank of a receipt."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(reason)
        self.position = position


@dataclass(frozen=True)
class Verdict:
    """What a check came to."""

    is_good: bool
    text: str = field(repr=False)
    """The checkpoint or the receipts, oldest first; or in one sentence what is wrong."""
    position: int | None = None
    """The first bad position; when only a part is known to be wrong, the first leaf of that part."""


def verify_log(folder: Path, vkey: str, older: Sequence[str] = ()) -> Verdict:
    """Hash the whole log again: entries, tiles, root, signature. Each older checkpoint must be of its beginning."""
    return _judge(lambda: _check_log(folder, vkey, older)[0])


def verify_receipts(receipts: Sequence[str], pem: str, folder: Path | None = None, vkey: str = "") -> Verdict:
    """Check the signatures of one person's receipts, in any order, and that each follows another: none lost, no fork.

    With a log, that is verified too, and must hold the leaf of each receipt, not before the place that it says.
    """
    return _judge(lambda: _check_receipts(receipts, pem, folder, vkey))


def _judge(check: Callable[[], str]) -> Verdict:
    try:
        return Verdict(is_good=True, text=check())
    except Flaw as flaw:
        return Verdict(is_good=False, text=str(flaw), position=flaw.position)


# --- Signed notes ---------------------------------------------------------------------------------


class _Checkpoint(NamedTuple):
    text: str
    size: int
    root: bytes


def _unbase64(text: str) -> bytes:
    """Decode; empty when it is not the one way to write these bytes."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        return b""
    return raw if base64.b64encode(raw).decode() == text else b""


def _holds(public: Ed25519PublicKey, signature: bytes, message: str) -> bool:
    try:
        public.verify(signature, message.encode())
    except InvalidSignature:
        return False
    return True


def _open(note: str, vkey: str) -> _Checkpoint:
    key, parts = KEY.fullmatch(vkey), NOTE.fullmatch(note)
    public = _unbase64(key[3]) if key else b""
    mark = hashlib.sha256(key[1].encode() + b"\n" + public).digest()[:4] if key else b""
    if not key or mark.hex() != key[2] or public[:1] != b"\x01" or len(public) != 1 + HASH:
        raise Flaw(0, "the key of the log is not an Ed25519 verifying key")
    if not parts or parts[2] != key[1]:
        raise Flaw(0, "the checkpoint is not one of this log")
    lines = [line.split(" ")[1:] for line in parts[5].split("\n")[:-1]]
    ours = [raw for name, raw in ((name, _unbase64(text)) for name, text in lines) if (name, raw[:4]) == (key[1], mark)]
    if len(ours) != 1 or not _holds(Ed25519PublicKey.from_public_bytes(public[1:]), ours[0][4:], parts[1]):
        raise Flaw(0, "the signature of the checkpoint does not hold")
    return _Checkpoint(note, int(parts[3]), _unbase64(parts[4]))


# --- The log --------------------------------------------------------------------------------------


def _check_log(
    folder: Path, vkey: str, older: Sequence[str] = (), wanted: Collection[bytes] = ()
) -> tuple[str, dict[bytes, int]]:
    """Give the checkpoint, and the last place in the log of each leaf hash that is wanted."""
    now = _open(_text(folder / "checkpoint"), vkey)
    due = sorted((_open(note, vkey) for note in older), key=lambda each: each.size)
    if due and due[-1].size > now.size:
        raise Flaw(now.size, f"the end was cut: an older checkpoint has {due[-1].size} leaves, this one {now.size}")
    due.append(now)
    tiles, places = list[bytes](), dict[bytes, int]()
    sure = _agree(due, tiles, [], 0)
    for number in range(-(-now.size // WIDTH)):
        hashes = _bundle(folder, number, min(WIDTH, now.size - number * WIDTH))
        if wanted:
            places.update((leaf, number * WIDTH + at) for at, leaf in enumerate(hashes) if leaf in wanted)
        sure = _agree(due, tiles, hashes, sure)
        tiles.append(_root(hashes))
    row, level = tiles[: now.size // WIDTH], 1
    while row:
        above = [row[at : at + WIDTH] for at in range(0, len(row), WIDTH)]
        for number, tile in enumerate(above):
            _compare(folder, level, number, tile, len(tile))
        row, level = [_root(tile) for tile in above if len(tile) == WIDTH], level + 1
    return now.text, places


def _agree(due: list[_Checkpoint], tiles: list[bytes], hashes: list[bytes], sure: int) -> int:
    """Compare each checkpoint that ends in the tile of these leaves; give the size of the last one that agrees."""
    first = len(tiles) * WIDTH
    while due and due[0].size <= first + len(hashes):
        _, size, root = due.pop(0)
        rest = hashes[: size - first]
        if _root([*tiles, _root(rest)] if rest else tiles) != root:
            raise Flaw(sure, f"the first {size} leaves are not those that were signed")
        sure = size
    return sure


def _root(row: list[bytes]) -> bytes:
    """Root over leaf hashes, or over full tiles and the root of what follows them (RFC 9162 section 2.1.1)."""
    sha256 = hashlib.sha256
    while len(row) > 1:
        odd = row[-1:] if len(row) % 2 else []
        pairs = b"".join(row)
        row = [sha256(b"\x01" + pairs[at : at + 64]).digest() for at in range(0, len(pairs) - 63, 64)] + odd
    return row[0] if row else sha256().digest()


def _bundle(folder: Path, number: int, width: int) -> list[bytes]:
    """Hash the entries of a bundle, each two bytes of length and a body; compare them with the hashes kept of them."""
    bundle, rows = _file(folder, "entries", number, width)
    sha256, hashes, end, whole = hashlib.sha256, list[bytes](), 0, len(bundle)
    while end < whole:
        start = end + 2
        end = start + int.from_bytes(bundle[end:start], "big")
        hashes.append(sha256(b"\x00" + bundle[start:end]).digest())
    _compare(folder, 0, number, hashes[:width], width)
    if end != whole or len(hashes) != rows:
        raise Flaw(number * WIDTH + width - 1, "bytes that are no entry follow this one")
    return hashes[:width]


def _compare(folder: Path, level: int, number: int, hashes: list[bytes], width: int) -> None:
    """Compare what a tile should hold, `width` hashes, with what it holds."""
    tile, rows = _file(folder, str(level), number, width)
    found, kept = b"".join(hashes), tile[: HASH * width]
    if found != kept or len(tile) != HASH * rows:
        spans = [slice(HASH * at, HASH * at + HASH) for at in range(width)]
        at = next((at for at, span in enumerate(spans) if found[span] != kept[span]), width - 1)
        raise Flaw((number * WIDTH + at) * WIDTH**level, f"an entry, or the hash of it at level {level}, was changed")


def _file(folder: Path, kind: str, number: int, least: int) -> tuple[bytes, int]:
    """Read a tile or bundle of at least so many rows; give its bytes, and the rows that its name says."""
    name, rest = f"{number % 1000:03}", number // 1000
    while rest:
        name, rest = f"x{rest % 1000:03}/{name}", rest // 1000
    whole = folder / "tile" / kind / name
    narrow = whole.with_name(f"{whole.name}.p")
    seen: list[int] | None = None
    # A running site may have put a wider one in its place since we looked: missing is what no longer changes.
    while seen != (widths := sorted(int(n) for n in glob("[1-9]*", root_dir=narrow) if n.isdecimal())):  # noqa: PTH207 - that of Path stumbles over a folder that vanishes
        seen = widths
        for width in (least, *(width for width in widths if least < width < WIDTH), WIDTH):
            with suppress(OSError):
                return (whole if width == WIDTH else narrow / str(width)).read_bytes(), width
    level = 0 if kind == "entries" else int(kind)
    raise Flaw(number * WIDTH ** (level + 1), f"{whole.relative_to(folder)} is missing or cannot be read")


# --- Receipts -------------------------------------------------------------------------------------


class _Receipt(NamedTuple):
    rank: int
    text: str
    leaf: bytes
    size: int
    previous: str
    digest: str


def _check_receipts(receipts: Sequence[str], pem: str, folder: Path | None, vkey: str) -> str:
    chain = _chain([_receipt(rank, text, pem) for rank, text in enumerate(receipts, start=1)])
    if folder is not None:
        places = _check_log(folder, vkey, wanted={each.leaf for each in chain})[1]
        for each in chain:
            if places.get(each.leaf, -1) < each.size:
                raise Flaw(each.rank, f"the leaf of this receipt is not in the log at {each.size} or later")
    return "".join(f"{each.text}\n" for each in chain)


def _receipt(rank: int, text: str, pem: str) -> _Receipt:
    parts = RECEIPT.fullmatch(text)
    try:
        key = load_pem_public_key(pem.encode())
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise Flaw(0, "the key of receipts is not an Ed25519 public key")
    if not parts:
        raise Flaw(rank, "not a receipt of this form")
    signature = base64.urlsafe_b64decode(parts[5] + "==")
    if base64.urlsafe_b64encode(signature)[:-2].decode() != parts[5] or not _holds(key, signature, parts[1]):
        raise Flaw(rank, "the signature of this receipt does not hold")
    digest = hashlib.sha256(text.encode("ascii")).hexdigest()
    return _Receipt(rank, text, bytes.fromhex(parts[2]), int(parts[3]), parts[4], digest)


def _chain(receipts: Sequence[_Receipt]) -> list[_Receipt]:
    """Order one person's receipts; a copy of one counts once."""
    known = {each.digest: each for each in receipts}
    following: dict[str, _Receipt] = {}
    for each in known.values():
        if each.previous in following:
            raise Flaw(each.rank, "this receipt and another both say that they follow the same one")
        following[each.previous] = each
    chain = [each for each in known.values() if each.previous not in known]
    if len(chain) != 1:
        raise Flaw(chain[1].rank if chain else 0, "the receipt before this one is not among those given")
    while chain[-1].digest in following:
        chain.append(following[chain[-1].digest])
    return chain


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        raise Flaw(0, f"{path.name} is missing or cannot be read") from None


def _run(asked: argparse.Namespace) -> str:
    if asked.what == "log":
        return _check_log(asked.folder, _text(asked.key), [_text(path) for path in asked.since])[0]
    given = [[each] if each.startswith("RS2|") else _text(Path(each)).splitlines() for each in asked.receipts]
    vkey = _text(asked.log_key) if asked.log_key else ""
    return _check_receipts([text for texts in given for text in texts if text], _text(asked.key), asked.log, vkey)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was verified and give 0; or the first bad position and give 1."""
    parser = argparse.ArgumentParser(description="Check a Relais audit log, or receipts.", allow_abbrev=False)
    words = parser.add_subparsers(dest="what", required=True)
    log = words.add_parser("log", help="hash the whole log again and compare it with its signed checkpoint")
    log.add_argument("folder", type=Path)
    log.add_argument("--key", type=Path, required=True, help="audit.vkey, as the site gave it to you")
    log.add_argument("--since", type=Path, action="append", default=[], help="a checkpoint that you kept from earlier")
    receipt = words.add_parser("receipt", help="check one person's receipts, alone or against the log")
    receipt.add_argument("receipts", nargs="+", help="the text of the square, or a file with one a line")
    receipt.add_argument("--key", type=Path, required=True, help="receipts.pem, as the site gave it to you")
    receipt.add_argument("--log", type=Path, help="the folder of the log; needs --log-key")
    receipt.add_argument("--log-key", type=Path, help="audit.vkey")
    asked = parser.parse_args(arguments)
    verdict = _judge(lambda: _run(asked))
    sys.stdout.write(verdict.text if verdict.is_good else f"first bad position {verdict.position}: {verdict.text}\n")
    return 0 if verdict.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
