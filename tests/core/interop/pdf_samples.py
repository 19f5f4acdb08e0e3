"""Minimal PDF files, sound or costly."""

import zlib

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf(words: str = "", *, pages: int = 1, box: str = "0 0 595 842") -> bytes:
    """Pages of one size, each with the same words."""
    return _written(f"BT /F1 24 Tf 60 700 Td ({words}) Tj ET".encode(), pages, box)


def pdf_bomb(strokes: int) -> bytes:
    """A page whose small content unpacks into endless drawing."""
    return _written(b"0 0 m 500 800 l S 9 9 400 700 re f " * strokes, 1, "0 0 595 842")


def _written(drawing: bytes, pages: int, box: str) -> bytes:
    content = zlib.compress(drawing, 9)
    kids = " ".join(f"{number} 0 R" for number in range(5, 5 + pages))
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>>>>>".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        FONT,
        b"<</Filter/FlateDecode/Length %d>>\nstream\n" % len(content) + content + b"\nendstream",
        *[page] * pages,
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + text + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end
