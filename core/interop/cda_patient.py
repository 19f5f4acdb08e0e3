"""The patient of a CDA header: INS traits, matricules with their issuers, local numbers. Knows no known person."""

from core.domain.patients import INS_OIDS, Sex, parse_nir
from core.interop.cda_people import code_of, ids_of, text_of
from core.interop.clean_text import one_line
from core.interop.hl7_time import WrittenTime, read_time
from core.interop.received import IntakeWarning, LocalId, Matricule, ReceivedPatient
from core.interop.safe_xml import CDA, Element

_SEXES = {"F": Sex.FEMALE, "M": Sex.MALE}
_BIRTH_ADDRESS = f"{CDA}birthplace/{CDA}place/{CDA}addr"
_KEYED = 15


def read_patient(role: Element, patient: Element, warnings: list[IntakeWarning]) -> ReceivedPatient:
    """Read a patientRole; what is odd is added to `warnings`."""
    names = [part for name in patient.iterfind(f"{CDA}name") for part in name]
    found = ReceivedPatient(
        birth_name=_family(names, "BR") or _family(names, None),
        used_name=_family(names, "CL") or _family(names, "SP"),
        first_names=_first_names(names),
        birth_time=read_moment(patient.find(f"{CDA}birthTime"), warnings),
        sex=_SEXES.get(code_of(patient, f"{CDA}administrativeGenderCode").upper(), Sex.UNKNOWN),
        birth_place_code=text_of(patient, f"{_BIRTH_ADDRESS}/{CDA}county").upper(),
        birth_place=text_of(patient, f"{_BIRTH_ADDRESS}/{CDA}city"),
        matricules=_matricules(ids_of(role), warnings),
        local_ids=tuple(each for each in ids_of(role) if each.root not in INS_OIDS),
    )
    if not found.matricules:
        warnings.append(IntakeWarning.NO_MATRICULE)
    traits = (found.birth_name, found.first_names, found.birth_date, found.birth_place_code)
    if not all(traits) or found.sex is Sex.UNKNOWN:
        warnings.append(IntakeWarning.INCOMPLETE_TRAITS)
    return found


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


def _texts(parts: list[Element], tag: str, qualifier: str | None) -> list[str]:
    """The parts of the name with this tag and this qualifier (BR birth, CL called, SP spouse, none)."""
    found = (one_line(part.text or "") for part in parts if part.tag == tag and part.get("qualifier") == qualifier)
    return [text for text in found if text]


def _family(parts: list[Element], qualifier: str | None) -> str:
    """One family name."""
    return " ".join(_texts(parts, f"{CDA}family", qualifier))


def _first_names(parts: list[Element]) -> tuple[str, ...]:
    """First names in the order of the birth certificate.

    Two generations of documents differ: BR is the first name in both, and the unmarked one is either the whole
    list (2021 on) or what follows the first (before).
    """
    first = " ".join(_texts(parts, f"{CDA}given", "BR"))
    rest = " ".join(_texts(parts, f"{CDA}given", None))
    if not first:
        return tuple(rest.split())
    if rest.casefold() == first.casefold() or rest.casefold().startswith(first.casefold() + " "):
        rest = rest[len(first) :]
    return (first, *rest.split())
