"""Files that play with encodings: the same bytes as two texts, letters that are not what they seem."""

from core.interop.refused_file import FileRefusal
from tests.core.interop.cda_samples import as_bytes, cda
from tests.core.interop.hostile.fates import Cases, filed, refused, set_aside
from tests.core.interop.hostile.making import SOUND, announced, in_body, utf8

UNKNOWN, BROKEN = FileRefusal.UNKNOWN_ENCODING, FileRefusal.BROKEN_ENCODING
MALFORMED, NOT_XML, TRUNCATED = FileRefusal.MALFORMED, FileRefusal.NOT_XML, FileRefusal.TRUNCATED
HALF = len(SOUND) // 2
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def named(name: str) -> bytes:
    """A document about somebody of this birth name."""
    return as_bytes(names=f'<family qualifier="BR">{name}</family><given>ODETTE MARIE</given>')


def overlong(letters: bytes) -> bytes:
    """A document with bytes that are no UTF-8 in place of one letter."""
    return in_body("A").replace(b">A<", b">" + letters + b"<")


LETTERS: Cases = {
    "nothing": refused(FileRefusal.EMPTY, lambda: b""),
    "spaces": refused(FileRefusal.EMPTY, lambda: b" \r\n\t "),
    "zero bytes": refused(FileRefusal.EMPTY, lambda: bytes(5_000)),
    "random bytes": refused(NOT_XML, lambda: bytes(range(128, 256)) * 8),
    "UTF-7 announced": refused(UNKNOWN, lambda: announced("UTF-7").encode()),
    "UTF-7": refused(UNKNOWN, lambda: announced("UTF-7").encode("utf-7")),
    "UTF-7 that hides its tags": refused(NOT_XML, lambda: b"+ADw-?xml version=+ACI-1.0+ACI-?+AD4-"),
    "EBCDIC announced": refused(UNKNOWN, lambda: announced("IBM037").encode()),
    "EBCDIC": refused(NOT_XML, lambda: announced("IBM037").encode("cp037")),
    "UTF-32": refused(UNKNOWN, lambda: SOUND.encode("utf-32")),
    "UTF-32 without a mark": refused(UNKNOWN, lambda: SOUND.encode("utf-32-le")),
    "UTF-32, big end first": refused(UNKNOWN, lambda: SOUND.encode("utf-32-be")),
    "an encoding nobody knows": refused(UNKNOWN, lambda: announced("x-user-defined").encode()),
    "an encoding that runs Python": refused(UNKNOWN, lambda: announced("rot13").encode()),
    "UTF-16 announced, not used": refused(BROKEN, lambda: announced("UTF-16").encode()),
    "two encodings in one file": refused(
        BROKEN, lambda: SOUND[:HALF].encode() + SOUND[HALF:].replace("x", "é").encode("latin-1")
    ),
    "UTF-16 from the middle on": refused(
        TRUNCATED, lambda: SOUND[:HALF].encode() + SOUND[HALF:].encode("utf-16-le")[:98]
    ),
    "UTF-8 from the middle on": refused(TRUNCATED, lambda: SOUND[:HALF].encode("utf-16") + b"<<>>" * 20),
    "half a UTF-16 character": refused(BROKEN, lambda: SOUND.encode("utf-16") + b"\x00"),
    "half a surrogate pair in UTF-16": refused(BROKEN, lambda: SOUND.encode("utf-16-le") + b"\x00\xd8\x41\x00"),
    "Latin-1 bytes called UTF-8": refused(BROKEN, lambda: SOUND.encode("latin-1")),
    "Latin-1 bytes called ASCII": refused(BROKEN, lambda: announced("US-ASCII").encode("latin-1")),
    "overlong tag": refused(BROKEN, lambda: overlong(b"\xc0\xbcscript>")),
    "overlong slash": refused(BROKEN, lambda: overlong(b"\xe0\x80\xaf")),
    "overlong zero": refused(BROKEN, lambda: overlong(b"\xc0\x80")),
    "five bytes a letter": refused(BROKEN, lambda: overlong(b"\xf8\x88\x80\x80\x80")),
    "beyond Unicode": refused(BROKEN, lambda: overlong(b"\xf4\x90\x80\x80")),
    "lone surrogate": refused(BROKEN, lambda: overlong(b"\xed\xa0\x80")),
    "letter cut in two": refused(BROKEN, lambda: overlong(b"\xc3")),
    "zero byte inside": refused(MALFORMED, lambda: in_body("a\x00b")),
    "zero bytes at the end": refused(TRUNCATED, lambda: SOUND.encode() + bytes(9)),
    "control character": refused(MALFORMED, lambda: in_body("a\x01b")),
    "control character by its number": refused(MALFORMED, lambda: in_body("a&#1;b")),
    "zero by its number": refused(MALFORMED, lambda: in_body("a&#0;b")),
    "surrogate by its number": refused(MALFORMED, lambda: in_body("&#xD800;")),
    "beyond Unicode by its number": refused(MALFORMED, lambda: in_body("&#x110000;")),
    "what is no character": refused(MALFORMED, lambda: in_body("a\uffffb")),
    "two marks": refused(NOT_XML, lambda: utf8(BOM * 2 + SOUND)),
    "mark behind the declaration": refused(MALFORMED, lambda: SOUND.replace("?>", f"?>{BOM}", 1).encode()),
    "mark in the text": filed(lambda: in_body(f"a{BOM}b")),
    "UTF-8 with a mark": filed(lambda: b"\xef\xbb\xbf" + SOUND.encode()),
    "UTF-8 with a mark, called UTF-7": filed(lambda: b"\xef\xbb\xbf" + announced("UTF-7").encode()),
    "UTF-16": filed(lambda: announced("UTF-16").encode("utf-16")),
    "UTF-16 called UTF-8": filed(lambda: SOUND.encode("utf-16")),
    "UTF-16 without a mark": filed(lambda: announced("UTF-16").encode("utf-16-le")),
    "UTF-16 without a mark, big end first": filed(lambda: announced("UTF-16").encode("utf-16-be")),
    "DOCTYPE in UTF-16": refused(FileRefusal.HAS_DOCTYPE, lambda: cda(declaration="<!DOCTYPE a>").encode("utf-16")),
    "DOCTYPE in UTF-16 without a mark": refused(
        FileRefusal.HAS_DOCTYPE, lambda: cda(declaration="<!DOCTYPE a>").encode("utf-16-be")
    ),
    "Latin-1": filed(lambda: announced("ISO-8859-1").encode("latin-1")),
    "Windows letters called Latin-1": filed(
        lambda: announced("ISO-8859-1").replace("Glyc", "Cœur \N{RIGHT SINGLE QUOTATION MARK}").encode("cp1252")
    ),
    "Latin-9": filed(lambda: announced("ISO-8859-15").encode("iso-8859-15")),
    "text that runs backwards": filed(
        lambda: in_body("10 mg \N{RIGHT-TO-LEFT OVERRIDE}gm 01\N{POP DIRECTIONAL FORMATTING}")
    ),
    "marks of a terminal": filed(lambda: in_body("a\x9b31mb\x85c\N{LINE SEPARATOR}d")),
    "name with an invisible mark": filed(lambda: named("LE\N{ZERO WIDTH SPACE}FORT")),
    "name in look-alike letters": set_aside(lambda: named("L\N{CYRILLIC CAPITAL LETTER IE}FORT")),
    "name in wide letters": filed(lambda: named("".join(chr(ord(letter) + 0xFEE0) for letter in "LEFORT"))),
}
