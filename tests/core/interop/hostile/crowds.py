"""Files that are too much of something: bytes, levels, elements, attributes, names, comments, authors."""

import bz2
import gzip
import lzma
from collections.abc import Callable
from itertools import product
from string import ascii_letters

from core.interop.refused_file import FileRefusal
from tests.core.interop.cda_samples import AUTHOR, as_bytes, matricule, structured
from tests.core.interop.hostile.fates import Cases, filed, refused
from tests.core.interop.hostile.making import HEAD, SOUND, in_body, in_root, utf8, zipped

BYTES, COMPRESSED, DEEP = FileRefusal.TOO_MANY_BYTES, FileRefusal.COMPRESSED, FileRefusal.TOO_DEEP
ELEMENTS, ATTRIBUTES, NAMES = FileRefusal.TOO_MANY_ELEMENTS, FileRefusal.TOO_MANY_ATTRIBUTES, FileRefusal.TOO_MANY_NAMES
HEADER, BODY = FileRefusal.HEADER_TOO_LONG, FileRefusal.BODY_TOO_LONG
MALFORMED = FileRefusal.MALFORMED
MANY = 101
SHORT_NAMES = tuple("".join(letters) for letters in product(ascii_letters, repeat=3))[:60_000]

THOUSAND = " ".join(f"a{number}='x'" for number in range(1_000))


def nested(levels: int) -> bytes:
    """A narrative of so many levels."""
    return in_body("<content>" * levels + "</content>" * levels)


def many_names(element: str) -> bytes:
    """Sixty thousand elements that bear sixty thousand names."""
    return utf8(f"<a>{(element * len(SHORT_NAMES)) % SHORT_NAMES}</a>")


def rows(count: int, span: str) -> Callable[[], bytes]:
    """A table whose cells reach far."""
    return lambda: in_body(f"<table>{f'<tr><td {span}>a</td><td>b</td></tr>' * count}</table>")


CROWDS: Cases = {
    "six megabytes": refused(BYTES, lambda: b"<a>" + b"x" * 6_000_000),
    "twenty megabytes of text": refused(BYTES, lambda: in_body("x" * 20_000_000)),
    "UTF-16 that grows past the cap": refused(BYTES, lambda: ("<a>" + "\N{EURO SIGN}" * 2_000_000).encode("utf-16")),
    "gzip": refused(COMPRESSED, lambda: gzip.compress(SOUND.encode())),
    "gzip bomb": refused(COMPRESSED, lambda: gzip.compress(bytes(50_000_000), compresslevel=1)),
    "bzip2": refused(COMPRESSED, lambda: bz2.compress(SOUND.encode())),
    "xz": refused(COMPRESSED, lambda: lzma.compress(SOUND.encode())),
    "zip": refused(COMPRESSED, zipped),
    "two hundred levels": refused(DEEP, lambda: nested(200)),
    "three hundred levels": refused(DEEP, lambda: nested(300)),
    "three thousand levels": refused(DEEP, lambda: nested(3_000)),
    "two hundred thousand levels": refused(ELEMENTS, lambda: b"<a>" * 200_000 + b"</a>" * 200_000),
    "two hundred thousand levels and no end": refused(ELEMENTS, lambda: b"<a>" * 200_000),
    "a million elements": refused(ELEMENTS, lambda: b"<a>" + b"<b/>" * 1_000_000 + b"</a>"),
    "an element over the cap": refused(ELEMENTS, lambda: in_body("<br/>" * 100_000)),
    "invented names": refused(NAMES, lambda: b"".join(b"<e%d/>" % number for number in range(60_000))),
    "invented names in a short file": refused(NAMES, lambda: many_names("<%s/>")),
    "invented names of attributes": refused(NAMES, lambda: many_names('<b %s=""/>').replace(b"/><b", b"")),
    "invented names spread out": refused(NAMES, lambda: many_names('<b %s=""/>')),
    "invented prefixes": refused(NAMES, lambda: in_root(" ".join(f'xmlns:p{n}="u{n}"' for n in range(5_000)))),
    "a crowd of attributes": refused(ATTRIBUTES, lambda: in_body('<br a="" b="" c=""/>' * 70_000)),
    # Below the caps: odd, but cheap to read, and a health document is not lost for being odd.
    "a thousand attributes": filed(lambda: in_body(f"<content {THOUSAND}>x</content>")),
    "a thousand prefixes": filed(lambda: in_root(" ".join(f'xmlns:p{n}="u{n}"' for n in range(1_000)))),
    # libxml2 ends names at 50,000 letters.
    "a name without end": refused(MALFORMED, lambda: in_body(f"<{'a' * 60_000}/>")),
    "a long name": filed(lambda: in_body(f"x<{'a' * 40_000}/>")),
    "an attribute of four megabytes": filed(lambda: in_body(f'<content ID="{"x" * 4_000_000}">x</content>')),
    "a space of four megabytes": filed(lambda: in_body("a" + " " * 4_000_000 + "b")),
    "spaces that do not break": filed(lambda: in_body("a" + "\u00a0 " * 1_000_000 + "b")),
    # The bytes are allowed, the length for a reader is not: filed as sent, told unreadable when opened.
    "a text of four megabytes": filed(lambda: in_body("x" * 4_000_000), body=BODY),
    "a title of four megabytes": refused(HEADER, lambda: as_bytes(title="x" * 4_000_000)),
    "a mile-long name": refused(HEADER, lambda: as_bytes(names=f'<family qualifier="BR">{"A" * 5_000}</family>')),
    "brackets in a title": refused(HEADER, lambda: as_bytes(title="(" * 1_000_000)),
    "a role of open brackets": refused(HEADER, lambda: as_bytes(author=AUTHOR.replace(' (SM)"', f'{" (" * 400_000}"'))),
    "comments": filed(lambda: in_body("x" + "<!---->" * 600_000)),
    "a comment of four megabytes": filed(lambda: in_body(f"x<!--{'- ' * 2_000_000}-->")),
    "a comment without end": refused(FileRefusal.TRUNCATED, lambda: utf8(HEAD + "<!-- " + "x" * 4_000_000)),
    "instructions": filed(lambda: in_body("x" + "<?a?>" * 800_000)),
    "instructions before the root": filed(lambda: as_bytes(declaration=HEAD + "<?a?>\n" * 500_000)),
    "an instruction without end": refused(FileRefusal.TRUNCATED, lambda: utf8(HEAD + "<?a " + "x" * 4_000_000)),
    "text in a hundred thousand pieces": filed(lambda: in_body("<![CDATA[a]]>" * 100_000)),
    "text in pieces that hide a tag": filed(lambda: in_body("<![CDATA[<scr]]><![CDATA[ipt>alert]]>x")),
    "letters by their numbers": filed(lambda: in_body("&#65;" * 800_000)),
    "authors": refused(HEADER, lambda: as_bytes(author=AUTHOR * MANY)),
    "first names": refused(HEADER, lambda: as_bytes(names="<given>A</given>" * 50_000)),
    "numbers": refused(HEADER, lambda: as_bytes(ids=matricule() * MANY)),
    "documents replaced": refused(
        HEADER,
        lambda: as_bytes(
            more='<relatedDocument typeCode="RPLC"><parentDocument><id root="1"/></parentDocument></relatedDocument>'
            * MANY
        ),
    ),
    "sections": filed(lambda: as_bytes(body=structured(*["<title>t</title><text>x</text>"] * 20_000))),
    "sections inside sections": filed(
        lambda: as_bytes(
            body="<component><structuredBody>"
            + "<component><section><title>t</title><text>x</text>" * 45
            + "</section></component>" * 45
            + "</structuredBody></component>"
        )
    ),
    "spans without end": filed(rows(1, 'colspan="999999999" rowspan="-5"')),
    "spans of letters": filed(rows(1, 'colspan="x" rowspan="&#x0663;"')),
    "cells that reach down": filed(rows(3_000, 'rowspan="100"')),
    "cells that reach across": filed(rows(3_000, 'colspan="100"')),
    "a head said again on every row": filed(
        lambda: in_body(
            f"<table><thead><tr><th>{'x' * 100_000}</th><th>b</th></tr></thead><tbody>"
            + "<tr><td>a</td><td>b</td></tr>" * 20_000
            + "</tbody></table>"
        ),
        body=BODY,
    ),
    "lists inside lists": filed(lambda: in_body("<list><item>a" * 45 + "</item></list>" * 45)),
    "tables inside tables": filed(lambda: in_body("<table><tr><td>a" * 30 + "</td></tr></table>" * 30)),
}
