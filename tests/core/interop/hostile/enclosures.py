"""Files enclosed in a sound document, made to fill the memory, to run for ever, or to be taken for something else."""

import zlib
from collections.abc import Callable

from core.interop.attachments import Problem
from tests.core.interop.cda_samples import SECTION, as_bytes, enclosed, structured
from tests.core.interop.hostile.fates import Case, Cases, filed
from tests.core.interop.hostile.making import FILE, base64_of, gif, jpeg, png
from tests.core.interop.pdf_samples import pdf, pdf_bomb

COSTLY, UNREADABLE, LEFT_OUT = Problem.TOO_COSTLY, Problem.UNREADABLE, Problem.PAGES_LEFT_OUT
SVG = f'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><image href="{FILE}"/></svg>'


def _media(make: Callable[[], bytes], *problems: Problem, kind: str = "image/png") -> Case:
    """Beside a section that must be read all the same."""

    def document() -> bytes:
        value = f"<value mediaType='{kind}' representation='B64'>{base64_of(make())}</value>"
        return as_bytes(body=structured(f"{SECTION}<entry><observationMedia>{value}</observationMedia></entry>"))

    return filed(document, *problems)


def _pages(data: str, kind: str = "application/pdf", more: str = "") -> Case:
    return filed(lambda: as_bytes(body=enclosed(data, kind, more)), UNREADABLE, Problem.NOTHING_TO_READ)


WORKED_ON: Cases = {
    "3.6 billion points": _media(lambda: png(60_000, 60_000), COSTLY),
    "a point over the limit": _media(lambda: png(5_001, 5_000), COSTLY),
    "a GIF of four billion points": _media(lambda: gif(65_535, 65_535), UNREADABLE, kind="image/gif"),
    "a JPEG of four billion points": _media(lambda: jpeg(65_535, 65_535), COSTLY, kind="image/jpeg"),
    "a picture with a text that unpacks to sixty megabytes": _media(
        lambda: png(4_000, 4_000, (b"zTXt", b"a\0\0" + zlib.compress(bytes(60_000_000), 1))), UNREADABLE
    ),
    "a picture cut short": _media(lambda: png(100, 100)[:-30], UNREADABLE),
    "a picture of no points": _media(lambda: png(0, 0), UNREADABLE),
    "a PDF that draws for ever": _media(lambda: pdf_bomb(100_000), COSTLY, kind="application/pdf"),
    "a PDF that fills the memory": _media(lambda: pdf_bomb(5_000_000), COSTLY, kind="application/pdf"),
    "a PDF of three thousand pages": _media(lambda: pdf("a", pages=3_000), LEFT_OUT, kind="application/pdf"),
    "a PDF of two hundred metres": _media(lambda: pdf("a", box="0 0 600000 400000"), kind="application/pdf"),
    "a PDF whose pages hold one another": _media(
        lambda: pdf("a").replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]"), UNREADABLE, kind="application/pdf"
    ),
    "a PDF that opens a program": _media(
        lambda: pdf("a").replace(b"/Type/Catalog", b"/OpenAction<</S/Launch/F(/bin/sh)>>/Type/Catalog"),
        kind="application/pdf",
    ),
    "a PDF that is only announced": _media(lambda: b"%PDF-1.7\n" + bytes(1_000), UNREADABLE, kind="application/pdf"),
    "a picture called a PDF": _media(lambda: png(1, 1, pixels=b"\0\0\0\0"), kind="application/pdf"),
}
"""Those that reach the worker."""

ENCLOSURES: Cases = {
    "an SVG with a script": _media(SVG.encode, UNREADABLE, kind="image/svg+xml"),
    "an SVG called PNG": _media(SVG.encode, UNREADABLE),
    "a web page": _media(lambda: b"<html><script>alert(1)</script></html>", UNREADABLE, kind="text/html"),
    "an archive": _media(lambda: b"PK\x03\x04" + bytes(100), UNREADABLE, kind="application/zip"),
    "a program": _media(lambda: b"\x7fELF" + bytes(100), UNREADABLE),
    "a picture of no bytes": _media(lambda: b"", UNREADABLE),
    "plain words with marks of a terminal": _media(lambda: b"a\x1b[31mb\x00c\x07", kind="text/plain"),
    "plain words in a broken encoding": _media(lambda: b"a\xff\xfeb", kind="text/plain"),
    "not base64": _pages("&lt;script&gt;alert(1)&lt;/script&gt;"),
    "base64 cut short": _pages("QUJ"),
    "base64 in letters of elsewhere": _pages("QUJ\N{FULLWIDTH LATIN CAPITAL LETTER D}"),
    "three megabytes of spaces around base64": _pages("Q" + " " * 3_000_000 + "UJD"),
    "compressed inside": _pages("QUJD", more='compression="DF"'),
    "called compressed by its kind": _pages("H4sIAAAAAAAA", kind="application/gzip"),
}
