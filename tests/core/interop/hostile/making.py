"""Pieces that hostile files are made of. The addresses are real on purpose: what must not be opened can be opened."""

import base64
import io
import struct
import zipfile
import zlib

from tests.core.interop.cda_samples import as_bytes, cda, narrative

FILE = "file:///etc/passwd"
HTTP = "http://127.0.0.1:9/a"
XSL = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SOUND = cda()
INSIDE = cda(declaration="")


def utf8(text: str) -> bytes:
    """A text as a file."""
    return text.encode()


def announced(encoding: str) -> str:
    """A sound document that announces an encoding."""
    return cda(declaration=f'<?xml version="1.0" encoding="{encoding}"?>')


def with_doctype(doctype: str, *, use: str = "") -> bytes:
    """A sound document behind a document type, whose entity stands in its text."""
    return cda(declaration=HEAD + doctype, body=narrative(f"{use}x")).encode()


def in_body(text: str) -> bytes:
    """A document with this narrative."""
    return as_bytes(body=narrative(text))


def in_root(attributes: str) -> bytes:
    """A document whose root bears more attributes."""
    return SOUND.replace("<ClinicalDocument ", f"<ClinicalDocument {attributes} ").encode()


def in_stylesheet(more: str, *, top: str = "") -> bytes:
    """A self-presenting document with this in its stylesheet."""
    template = f'<xsl:template match="/">{more}</xsl:template>'
    return f'<xsl:stylesheet version="1.0" {XSL}>{top}{template}{INSIDE}</xsl:stylesheet>'.encode()


def zipped() -> bytes:
    """A ZIP archive around a document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("cda.xml", SOUND)
    return out.getvalue()


def base64_of(data: bytes) -> str:
    """As an HL7 value carries it."""
    return base64.b64encode(data).decode()


def png(width: int, height: int, *more: tuple[bytes, bytes], pixels: bytes = b"\x00" * 1_000) -> bytes:
    """A PNG that claims a size, whatever it holds."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), *more, (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def gif(width: int, height: int) -> bytes:
    """A GIF that claims a size and ends there."""
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6) + b";"


def jpeg(width: int, height: int) -> bytes:
    """A JPEG that claims a size and ends there."""
    frame = struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\x01\x11\x00\x02\x11\x00\x03\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0" + frame + b"\xff\xd9"
