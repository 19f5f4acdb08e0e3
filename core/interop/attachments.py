"""Files enclosed in a document (PDF, images): taken out here, opened only by a worker process with limits.

Libraries that decode PDF and images are written in C and read hostile bytes: a fault of theirs must not reach the
service's memory. One worker per enclosed file, so that a bad one spoils nothing else.
"""

import base64
import binascii
import os
import subprocess
import sys
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import msgspec

import core
from core.domain.documents import Block, PagePicture, Paragraph
from core.interop.clean_text import lines
from core.interop.safe_xml import CDA, Element

WALL_SECONDS = 30.0
"""A worker has 5 s of processor; on a busy machine that takes longer."""
_ROOT = Path(core.__path__[0]).parent
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
)
_PDF_MAY_START_WITHIN = 1_024


class Problem(Enum):
    """What of a body can't be shown; the caller says so in words, beside what can."""

    UNREADABLE = "attachment-unreadable"
    """Broken, locked, or of a kind that is not opened (Word, DICOM, compressed)."""
    TOO_COSTLY = "attachment-too-costly"
    """Its reading passed the limits of time, memory or pixels."""
    PAGES_LEFT_OUT = "pages-left-out"
    TOO_MANY = "attachments-left-out"
    ELSEWHERE = "attachment-elsewhere"
    """The document only points at it; nothing is ever fetched (R70a)."""
    NOTHING_TO_READ = "nothing-to-read"


@dataclass(frozen=True)
class Opened:
    """What an enclosed file gives to read, and what went wrong with it."""

    blocks: tuple[Block, ...] = field(repr=False, default=())
    problem: Problem | None = None


class Page(msgspec.Struct, frozen=True, array_like=True):
    """One page or image, from the worker: PNG and the words found on it."""

    png: bytes
    text: str


class Shown(msgspec.Struct, frozen=True, array_like=True):
    """The worker's whole answer; anything else it says is not believed."""

    pages: list[Page]
    total: int
    """Pages of the file; more than `pages` when some were left out."""


def open_enclosed(holder: Element) -> Opened:
    """Open what an HL7 encapsulated value (ED) holds."""
    if holder.find(f"{CDA}reference") is not None:
        return Opened(problem=Problem.ELSEWHERE)
    media_type = holder.get("mediaType", "").lower()
    is_base64 = holder.get("representation", "").upper() == "B64"
    written = "".join(map(str, holder.itertext()))
    if not is_base64:
        is_plain = media_type in ("", "text/plain")
        return _plain(written) if is_plain else Opened(problem=Problem.UNREADABLE)
    if holder.get("compression"):
        return Opened(problem=Problem.UNREADABLE)
    try:
        data = base64.b64decode("".join(written.split()), validate=True)
    except (binascii.Error, ValueError):
        return Opened(problem=Problem.UNREADABLE)
    if media_type == "text/plain":
        return _plain(data.decode("utf-8", errors="replace"))
    return _shown_by_worker(data)


def _plain(text: str) -> Opened:
    """Plain text, a paragraph a line."""
    found = tuple(Paragraph(text=line) for line in lines(text))
    return Opened(found, None if found else Problem.UNREADABLE)


def _shown_by_worker(data: bytes) -> Opened:
    """Have a limited process draw the pages; the announced media type is not believed, the first bytes are."""
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")
    kind = kind or ("pdf" if b"%PDF-" in data[:_PDF_MAY_START_WITHIN] else "")
    if not kind:
        return Opened(problem=Problem.UNREADABLE)
    try:
        done = subprocess.run(
            # Writes no compiled module, and needs no home, which would be asked for over a socket (nscd).
            [sys.executable, "-B", "-s", "-m", "core.interop.attachment_worker", kind],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={"PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8", "PATH": os.defpath, "HOME": "/nonexistent"},
            timeout=WALL_SECONDS,
            check=False,
        )
        shown = msgspec.msgpack.decode(done.stdout, type=Shown) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, msgspec.DecodeError):
        return Opened(problem=Problem.TOO_COSTLY)
    if shown is None:
        # 1 is the worker's own word for a file it can't read; anything else is a limit that struck it.
        return Opened(problem=Problem.UNREADABLE if done.returncode == 1 else Problem.TOO_COSTLY)
    blocks = tuple(PagePicture(png=page.png, text="\n".join(lines(page.text))) for page in shown.pages)
    return Opened(blocks, Problem.PAGES_LEFT_OUT if shown.total > len(blocks) else None)
