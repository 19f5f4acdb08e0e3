"""Names of people and places in a CDA header, turned into words a person reads. Knows no identity check."""

import re

from core.domain.documents import Author
from core.interop.clean_text import one_line
from core.interop.received import LocalId, ReceivedAuthor
from core.interop.safe_xml import CDA, Element

_CIVILITIES = {"DR": "Dr", "PR": "Pr", "PROF": "Pr", "MME": "Mme", "MLLE": "Mme", "M": "M.", "MR": "M."}
_TITLES_FIRST = ("Pr", "Dr", "Mme", "M.")
_DIPLOMA = re.compile(r"\s*\([A-Z]{2,5}\)\s*$")
_QUALIFIED = re.compile(r"^Qualifi\w+ en ")
_NAME_MARKS = re.compile(r"([ '\N{RIGHT SINGLE QUOTATION MARK}-])")
_SMALL_WORDS = frozenset({"DE", "DU", "DES", "LA", "LE", "ET"})


def text_of(parent: Element | None, path: str) -> str:
    """The words of one child, on one line; empty when there is none."""
    found = None if parent is None else parent.find(path)
    if found is None:
        return ""
    return one_line("".join(map(str, found.itertext())) if len(found) else found.text or "")


def code_of(parent: Element | None, path: str, attribute: str = "code") -> str:
    """One attribute of one child; empty when there is none."""
    found = None if parent is None else parent.find(path)
    return "" if found is None else one_line(found.get(attribute, ""))


def ids_of(parent: Element) -> tuple[LocalId, ...]:
    """The identifiers of an entity, in order."""
    return tuple(
        LocalId(root=one_line(found.get("root", "")), extension=one_line(found.get("extension", "")))
        for found in parent.iterchildren(f"{CDA}id")
        if found.get("root")
    )


def id_text(found: Element | None) -> str:
    """One HL7 instance identifier as text: root, or root^extension."""
    if found is None:
        return ""
    root, extension = one_line(found.get("root", "")), one_line(found.get("extension", ""))
    return f"{root}^{extension}" if root and extension else root


def read_author(author: Element) -> ReceivedAuthor:
    """Read who wrote: a person with civility and name, else the device or the place alone."""
    assigned = author.find(f"{CDA}assignedAuthor")
    if assigned is None:
        return ReceivedAuthor(author=Author(), person=False, identifiers=())
    name = _person_name(assigned.find(f"{CDA}assignedPerson/{CDA}name"))
    place = text_of(assigned, f"{CDA}representedOrganization/{CDA}name")
    device = text_of(assigned, f"{CDA}assignedAuthoringDevice/{CDA}softwareName")
    role = _plain_role(code_of(assigned, f"{CDA}code", "displayName")) if name else ""
    return ReceivedAuthor(
        author=Author(name=name, role=role, organisation=place or device),
        person=bool(name),
        identifiers=ids_of(assigned),
    )


def _person_name(name: Element | None) -> str:
    """Civility, first name, family name, in the order of speech."""
    if name is None:
        return ""
    parts: dict[str, list[str]] = {}
    for part in name:
        text = one_line(part.text or "")
        if text:
            parts.setdefault(part.tag, []).append(text)
    given, family = (" ".join(parts.get(CDA + tag, ())) for tag in ("given", "family"))
    titles = [*parts.get(f"{CDA}prefix", ()), *parts.get(f"{CDA}suffix", ())]
    civilities = {_CIVILITIES.get(title.strip(". ").upper(), "") for title in titles}
    title = next((each for each in _TITLES_FIRST if each in civilities), "")
    words = [as_name(given), as_name(family)] if given or family else [one_line("".join(map(str, name.itertext())))]
    return " ".join(filter(None, [title, *words])) if any(words) else ""


def as_name(written: str) -> str:
    """Names written in capitals read better as names: CAMPARINI, Camparini."""
    if not written.isupper():
        return written
    pieces = _NAME_MARKS.split(written)
    small = {piece for piece in pieces if piece in _SMALL_WORDS} if len(pieces) > 1 else set()
    return "".join(piece.lower() if piece in small else piece.capitalize() for piece in pieces)


def _plain_role(display: str) -> str:
    """Drop the dash, the capitals and the mark of the diploma from a label of JDV_J01: one plain phrase."""
    profession, dash, speciality = _DIPLOMA.sub("", display).partition(" - ")
    words = [word if word.isupper() else word.lower() for word in _QUALIFIED.sub("", speciality).split()]
    return f"{profession}, {' '.join(words)}" if dash else profession
