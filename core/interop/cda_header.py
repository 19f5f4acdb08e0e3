"""The header of a CDA R2 document as a `ReceivedHeader`. Reads a pull parser; decides nothing about whose it is."""

from dataclasses import replace

from core.interop.cda_patient import read_moment, read_patient
from core.interop.cda_people import code_of, id_text, read_author, text_of
from core.interop.clean_text import calm, one_line
from core.interop.hl7_time import WrittenTime
from core.interop.received import IntakeWarning, ReceivedHeader
from core.interop.refused_file import FileRefusal, UnreadableFileError
from core.interop.safe_xml import CDA, Element, open_header

MAX_FIELD = 1_000
"""Characters of one name or title: no honest one is longer, and none should fill a screen."""
MAX_LIST = 100
"""Authors, first names, numbers or replaced documents."""


def read_header(data: bytes) -> ReceivedHeader:
    """Read the header alone, stopping at the body.

    Raises UnreadableFileError when the file is unsafe, broken before its body, or lacks what names it.
    """
    return header_of(open_header(data))


def header_of(document: Element) -> ReceivedHeader:
    """Read the header of an open document.

    Raises UnreadableFileError: no-document-id, no-type, no-date, no-patient, several-patients or header-too-long.
    """
    warnings: list[IntakeWarning] = []
    role = _only(_only(document, f"{CDA}recordTarget"), f"{CDA}patientRole")
    written = read_moment(document.find(f"{CDA}effectiveTime"), warnings)
    if written is None:
        raise UnreadableFileError(FileRefusal.NO_DATE)
    act_start, act_end = _act(document, warnings)
    header = ReceivedHeader(
        document_id=id_text(_required(document, f"{CDA}id[@root]", FileRefusal.NO_DOCUMENT_ID)),
        set_id=id_text(document.find(f"{CDA}setId")),
        version=_version(code_of(document, f"{CDA}versionNumber", "value")),
        replaces=_replaced(document),
        type_code=one_line(_required(document, f"{CDA}code[@code]", FileRefusal.NO_TYPE).get("code", "")),
        type_system=code_of(document, f"{CDA}code", "codeSystem"),
        type_name=code_of(document, f"{CDA}code", "displayName"),
        title=calm(text_of(document, f"{CDA}title")),
        written=written,
        act_start=act_start,
        act_end=act_end,
        authors=tuple(map(read_author, document.findall(f"{CDA}author"))),
        patient=read_patient(role, _only(role, f"{CDA}patient"), warnings),
        confidentiality=code_of(document, f"{CDA}confidentialityCode"),
        language=code_of(document, f"{CDA}languageCode"),
    )
    return _judged(header, warnings)


def _required(parent: Element, path: str, missing: FileRefusal) -> Element:
    """A child without which the file names nothing or nobody."""
    found = parent.find(path)
    if found is None:
        raise UnreadableFileError(missing)
    return found


def _only(parent: Element, tag: str) -> Element:
    """The one step on the way to the patient: to take the first of two would be to guess whose document it is."""
    found = parent.findall(tag)
    if len(found) != 1:
        raise UnreadableFileError(FileRefusal.SEVERAL_PATIENTS if found else FileRefusal.NO_PATIENT)
    return found[0]


def _act(document: Element, warnings: list[IntakeWarning]) -> tuple[WrittenTime | None, WrittenTime | None]:
    """When the documented act began and ended: the first service event with a time counts (CI-SIS: the main act)."""
    for time in document.iterfind(f"{CDA}documentationOf/{CDA}serviceEvent/{CDA}effectiveTime"):
        start = read_moment(time.find(f"{CDA}low"), warnings) or read_moment(time, warnings)
        end = read_moment(time.find(f"{CDA}high"), warnings)
        if start or end:
            return start, end
    return None, None


def _replaced(document: Element) -> tuple[str, ...]:
    """The identifiers of the documents that this one supersedes."""
    related = document.iterfind(f"{CDA}relatedDocument[@typeCode='RPLC']/{CDA}parentDocument/{CDA}id[@root]")
    return tuple(id_text(found) for found in related)


def _version(written: str) -> int:
    """The version number; 1 when absent or not a plain number."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < len("1000000") else 1


def _judged(header: ReceivedHeader, warnings: list[IntakeWarning]) -> ReceivedHeader:
    """Refuse a header that no honest software writes; note what is missing but not vital."""
    patient = header.patient
    named = [each.author for each in header.authors]
    fields = [header.document_id, header.set_id, header.type_code, header.type_name, header.title]
    fields += [patient.birth_name, patient.used_name, patient.birth_place, *patient.first_names, *header.replaces]
    fields += [text for author in named for text in (author.name, author.role, author.organisation)]
    lists = (header.authors, header.replaces, patient.first_names, patient.matricules, patient.local_ids)
    if max(map(len, fields)) > MAX_FIELD or max(map(len, lists)) > MAX_LIST:
        raise UnreadableFileError(FileRefusal.HEADER_TOO_LONG)
    if not header.author.shown:
        warnings.append(IntakeWarning.NO_AUTHOR)
    if not header.title:
        warnings.append(IntakeWarning.NO_TITLE)
    return replace(header, warnings=tuple(dict.fromkeys(warnings)))
