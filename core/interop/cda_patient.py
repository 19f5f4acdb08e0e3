"""The patient of a CDA header: INS traits, matricules with their issuers, local numbers. Knows no known person."""

from typing import TypeAlias

from lxml import etree

from core.domain.patients import INS_OIDS, Sex, parse_nir
from core.interop.cda_people import code_of, ids_of, text_of
from core.interop.clean_text import hides_marks, one_line
from core.interop.hl7_time import WrittenTime, read_time
from core.interop.received import IntakeWarning, LocalId, Matricule, ReceivedPatient
from core.interop.safe_xml import CDA, Element

_SEXES = {"F": Sex.FEMALE, "M": Sex.MALE}
_BIRTH_ADDRESS = f"{CDA}birthplace/{CDA}place/{CDA}addr"
_KEYED = 15
_ALL_TEXT = etree.XPath("string()")

NameParts: TypeAlias = dict[tuple[str, str | None], list[str]]


def read_patient(role: Element, patient: Element, warnings: list[IntakeWarning]) -> ReceivedPatient:
    """Read a patientRole; what is odd is added to `warnings`."""
    names = _name_parts(patient)
    ids = ids_of(role)
    found = ReceivedPatient(
        birth_name=_joined(names, "family", "BR") or _joined(names, "family", None),
        used_name=_joined(names, "family", "CL") or _joined(names, "family", "SP"),
        first_names=_first_names(names),
        birth_time=read_moment(patient.find(f"{CDA}birthTime"), warnings),
        sex=_SEXES.get(code_of(patient, f"{CDA}administrativeGenderCode").upper(), Sex.UNKNOWN),
        birth_place_code=text_of(patient, f"{_BIRTH_ADDRESS}/{CDA}county").upper(),
        birth_place=text_of(patient, f"{_BIRTH_ADDRESS}/{CDA}city"),
        matricules=_matricules(ids, warnings),
        local_ids=tuple(each for each in ids if each.root not in INS_OIDS),
    )
    if _hides_marks(role, patient):
        warnings.append(IntakeWarning.HIDDEN_MARKS)
    if not found.matricules:
        warnings.append(IntakeWarning.NO_MATRICULE)
    traits = (found.birth_name, found.first_names, found.birth_date, found.birth_place_code)
    if not all(traits) or found.sex is Sex.UNKNOWN:
        warnings.append(IntakeWarning.INCOMPLETE_TRAITS)
    return found


def _hides_marks(role: Element, patient: Element) -> bool:
    """Whether what `read_patient` cleaned was not what the file shows; matching still demands every trait."""
    numbers = [each.get("extension", "") for each in role.iterchildren(f"{CDA}id")]
    return hides_marks("".join((*numbers, str(_ALL_TEXT(patient)))))


def read_moment(found: Element | None, warnings: list[IntakeWarning]) -> WrittenTime | None:
    """Read the value of a TS element; a wrong one is a warning and counts as absent."""
    value = "" if found is None else found.get("value", "").strip()
    if not value:
        return None
    try:
        return read_time(value)
    except ValueError:
        warnings.append(IntakeWarning.UNREADABLE_DATE)
        return None


def _matricules(ids: tuple[LocalId, ...], warnings: list[IntakeWarning]) -> tuple[Matricule, ...]:
    """Every identifier issued by an INS authority; a wrong key is a warning (R89b)."""
    found = []
    for each in ids:
        if each.root not in INS_OIDS:
            continue
        try:
            nir, key_is_right = parse_nir(each.extension)
        except ValueError:
            warnings.append(IntakeWarning.UNREADABLE_MATRICULE)
            continue
        if not key_is_right:
            keyed = len("".join(each.extension.split())) >= _KEYED
            warnings.append(IntakeWarning.WRONG_NIR_KEY if keyed else IntakeWarning.NO_NIR_KEY)
        found.append(Matricule(nir=nir, oid=each.root, key_is_right=key_is_right))
    return tuple(found)


def _name_parts(patient: Element) -> NameParts:
    """The parts of all names by tag and qualifier (BR birth, CL called, SP spouse, none)."""
    parts: NameParts = {}
    for name in patient.iterchildren(f"{CDA}name"):
        for part in name:
            text = one_line(part.text or "")
            if text:
                parts.setdefault((part.tag, part.get("qualifier")), []).append(text)
    return parts


def _joined(parts: NameParts, tag: str, qualifier: str | None) -> str:
    """One kind of name as one text."""
    return " ".join(parts.get((CDA + tag, qualifier), ()))


def _first_names(parts: NameParts) -> tuple[str, ...]:
    """First names in the order of the birth certificate.

    Two generations of documents differ: BR is the first name in both, and the unmarked one is either the whole
    list (2021 on) or what follows the first (before).
    """
    first = _joined(parts, "given", "BR")
    rest = _joined(parts, "given", None)
    if not first:
        return tuple(rest.split())
    if rest.casefold() == first.casefold() or rest.casefold().startswith(first.casefold() + " "):
        rest = rest[len(first) :]
    return (first, *rest.split())
