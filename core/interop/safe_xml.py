"""XML from anybody, made harmless: no DOCTYPE, entity, network or script, bounded cost. Knows no CDA but its root.

Every cap that bounds memory is checked on the bytes before a parser sees them; the parser then costs a fraction of a
second and about 100 MB on the worst files of the tests, so it stays in this process. Only attachments need a worker.
"""

import re
from itertools import islice
from operator import itemgetter
from typing import TypeAlias, TypedDict, cast

from lxml import etree

from core.interop.encodings import as_utf8
from core.interop.refused_file import FileRefusal, UnreadableFileError

Element: TypeAlias = etree._Element  # noqa: SLF001 - the only name lxml gives to the type of its elements

MAX_BYTES = 5_000_000
MAX_ELEMENTS = 100_000
MAX_ATTRIBUTES = 200_000
MAX_NAMES = 4_000
"""Different names of elements, and of attributes. The parser keeps every name it ever met for as long as its thread
lives: invented names would fill the memory of the service. No honest document has more than a few hundred."""
MAX_DEPTH = 100

CDA = "{urn:hl7-org:v3}"
_ROOT = f"{CDA}ClinicalDocument"
_BODIES = (f"{CDA}structuredBody", f"{CDA}nonXMLBody")
_STYLESHEETS = frozenset(
    {"{http://www.w3.org/1999/XSL/Transform}stylesheet", "{http://www.w3.org/1999/XSL/Transform}transform"}
)
_CHUNK = 16_384


class _Hardened(TypedDict):
    encoding: str
    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    dtd_validation: bool
    huge_tree: bool
    recover: bool
    remove_pis: bool
    remove_comments: bool


_HARDENED = _Hardened(
    encoding="utf-8",
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    dtd_validation=False,
    huge_tree=False,
    recover=False,
    remove_pis=True,
    remove_comments=True,
)
"""Resolve nothing, fetch nothing, repair nothing (security.md 4.2)."""
_PROLOG = re.compile(rb"(?>[\t\n\r ]+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_START_TAG = re.compile(rb"<([^\s<>/!?]+)")
_ATTRIBUTE = re.compile(rb"""\s([^\s<>/="']++)\s*+=\s*+["']""")
_IS_TOO_DEEP = etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")
_NAME = itemgetter(1)
_AT_ONCE = 1_000
_RESOURCE_LIMIT = 114
"""XML_ERR_RESOURCE_LIMIT of libxml2: its own cap of 256 levels."""


def open_document(data: bytes) -> Element:
    """Parse the whole file and give its ClinicalDocument element.

    A stylesheet that carries its document (self-presenting CDA, R70a) is opened and never run.
    Raises UnreadableFileError with a reason of the closed list.
    """
    clean = as_harmless(data)
    try:
        # Not the pull parser: it holds on to its tree, which then waits for the garbage collector.
        tree = etree.fromstring(clean, etree.XMLParser(**_HARDENED))
    except etree.XMLSyntaxError as broken:
        raise _explained(broken, clean) from None  # its message quotes the file
    return _clinical_document(tree)


def open_header(data: bytes) -> Element:
    """Parse up to the body only, and give the ClinicalDocument element with its header complete.

    Cheaper than `open_document`, by much on large files; says nothing about what follows the header.
    """
    clean = as_harmless(data)
    parser = etree.XMLPullParser(events=("start",), tag=_BODIES, **_HARDENED)
    try:
        for start in range(0, len(clean), _CHUNK):
            parser.feed(clean[start : start + _CHUNK])
            for _, body in parser.read_events():
                return _clinical_document(cast("Element", body).getroottree().getroot())
        tree = parser.close()
    except etree.XMLSyntaxError as broken:
        raise _explained(broken, clean) from None  # its message quotes the file
    return _clinical_document(tree)


def as_harmless(data: bytes) -> bytes:
    """Give clean UTF-8 that a parser may see: small enough, without a DOCTYPE, with bounded counts.

    Names are told apart only in files with marks enough to pass a cap: it costs as much as parsing.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFileError(FileRefusal.TOO_MANY_BYTES)
    clean = as_utf8(data)
    if len(clean) > MAX_BYTES:
        raise UnreadableFileError(FileRefusal.TOO_MANY_BYTES)
    _refuse_doctype(clean)
    if clean.count(b"<") > MAX_NAMES:
        _refuse_crowd(clean, _START_TAG, MAX_ELEMENTS, FileRefusal.TOO_MANY_ELEMENTS)
    if clean.count(b"=") > MAX_NAMES:
        _refuse_crowd(clean, _ATTRIBUTE, MAX_ATTRIBUTES, FileRefusal.TOO_MANY_ATTRIBUTES)
    return clean


def _refuse_doctype(clean: bytes) -> None:
    """Look behind the prolog (spaces, instructions, comments), where alone a DOCTYPE may stand."""
    prolog = _PROLOG.match(clean)
    if clean.startswith(b"<!DOCTYPE", prolog.end() if prolog else 0):
        raise UnreadableFileError(FileRefusal.HAS_DOCTYPE)


def _refuse_crowd(clean: bytes, what: re.Pattern[bytes], most: int, too_many: FileRefusal) -> None:
    """Count what is named and its names; what stands in comments counts too, which errs on the safe side."""
    names: set[bytes] = set()
    found, count = map(_NAME, what.finditer(clean)), 0
    while some := tuple(islice(found, _AT_ONCE)):
        count += len(some)
        names.update(some)
        if count > most:
            raise UnreadableFileError(too_many)
        if len(names) > MAX_NAMES:
            raise UnreadableFileError(FileRefusal.TOO_MANY_NAMES)


def _explained(broken: etree.XMLSyntaxError, clean: bytes) -> UnreadableFileError:
    """Name the reason of a parser's stop; its message is left out, for it quotes the file."""
    code = getattr(broken, "code", 0)
    if code == _RESOURCE_LIMIT:
        reason = FileRefusal.TOO_DEEP
    elif not clean.rstrip().endswith(b">") or code == etree.ErrorTypes.ERR_TAG_NOT_FINISHED or _is_prolog(clean):
        reason = FileRefusal.TRUNCATED
    else:
        reason = FileRefusal.MALFORMED
    return UnreadableFileError(reason, broken.lineno or 0)


def _is_prolog(clean: bytes) -> bool:
    """Whether the file ends before its root begins."""
    return _PROLOG.fullmatch(clean) is not None


def _clinical_document(tree: Element) -> Element:
    """Find the one document: the root itself, or alone inside a stylesheet."""
    if _IS_TOO_DEEP(tree):
        raise UnreadableFileError(FileRefusal.TOO_DEEP)
    if tree.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFileError(FileRefusal.HAS_DOCTYPE)
    if tree.tag == _ROOT:
        return tree
    found = list(tree.iter(_ROOT)) if tree.tag in _STYLESHEETS else []
    if not found:
        raise UnreadableFileError(FileRefusal.NOT_CLINICAL_DOCUMENT)
    if len(found) > 1:
        raise UnreadableFileError(FileRefusal.SEVERAL_DOCUMENTS)
    return found[0]
