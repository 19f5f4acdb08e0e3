"""The bytes of a file as clean UTF-8, or the precise reason why not. Knows nothing of what the text says."""

import re

from core.interop.refused_file import FileRefusal, UnreadableFileError

_COMPRESSED = (b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf")
_UTF32_STARTS = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"<\x00\x00\x00", b"\x00\x00\x00<")
_UTF8_MARK = b"\xef\xbb\xbf"
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_BLANK = re.compile(rb"[\x00\t\n\r ]*+")
_STARTS_AS_XML = re.compile(rb"[\t\n\r ]*+<")
_DECLARATION = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DECODERS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    # Software that announces ISO 8859-1 writes the apostrophe and the « oe » of Windows: same letters otherwise.
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-15": "iso-8859-15",
}


def as_utf8(data: bytes) -> bytes:
    """Give the same text as UTF-8 without a byte order mark.

    A mark or the shape of the first bytes outranks the declaration (XML 1.0, appendix F).
    Raises UnreadableFileError: empty, compressed, not-xml, unknown-encoding or broken-encoding.
    """
    if _BLANK.fullmatch(data):
        raise UnreadableFileError(FileRefusal.EMPTY)
    if data.startswith(_COMPRESSED):
        raise UnreadableFileError(FileRefusal.COMPRESSED)
    encoding = _encoding_of(data)
    if encoding == "utf-8":
        clean = data.removeprefix(_UTF8_MARK)
        _decode(clean, encoding)
    else:
        clean = _decode(data, encoding).removeprefix("\ufeff").encode()
    if not _STARTS_AS_XML.match(clean):
        raise UnreadableFileError(FileRefusal.NOT_XML)
    return clean


def _encoding_of(data: bytes) -> str:
    """Name the Python decoder of these bytes."""
    if data.startswith(_UTF32_STARTS):
        raise UnreadableFileError(FileRefusal.UNKNOWN_ENCODING)
    if data.startswith(_UTF8_MARK):
        return "utf-8"
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    declared = _DECLARATION.match(data)
    if declared is None:
        return "utf-8"
    name = declared.group(1).decode("ascii").lower()
    if name.startswith("utf-16"):
        # The declaration itself could be read byte by byte, so the file is not UTF-16.
        raise UnreadableFileError(FileRefusal.BROKEN_ENCODING)
    if name not in _DECODERS:
        raise UnreadableFileError(FileRefusal.UNKNOWN_ENCODING)
    return _DECODERS[name]


def _decode(data: bytes, encoding: str) -> str:
    """Decode strictly: a replaced letter in a health document is worse than a refusal."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        reason = FileRefusal.BROKEN_ENCODING if b"<" in data[:4096] else FileRefusal.NOT_XML
        raise UnreadableFileError(reason) from None
