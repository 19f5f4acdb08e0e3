"""A received file (`take_in`, `read_body`, `read_header`): taken, or refused by a value; what is shown, shows."""

from collections.abc import Callable
from dataclasses import replace

from core.domain.documents import Block, Heading, ItemList, PagePicture, Paragraph, Table
from core.interop import intake
from core.interop.cda_body import Body
from core.interop.cda_header import MAX_FIELD, MAX_LIST, read_header
from core.interop.clean_text import visible
from core.interop.intake import Intake, Received, read_body
from core.interop.matching import Matches, Mismatch, match
from core.interop.narrative import MAX_LETTERS, letters_of
from core.interop.received import IntakeWarning, ReceivedHeader
from core.interop.refused_file import FileRefusal, RefusedFile, UnreadableFileError
from tests.core.interop.cda_samples import ODETTE
from tests.core.interop.hostile.fates import OF_THE_HEADER
from tests.fuzz.promises import demand_own_words

Parse = Callable[[bytes], Intake]

BEHIND_THE_BODY = {
    *(FileRefusal.NO_DOCUMENT_ID, FileRefusal.NO_TYPE, FileRefusal.NO_DATE, FileRefusal.NO_PATIENT),
    FileRefusal.NOT_CLINICAL_DOCUMENT,
}
"""What the fast door may miss, for it stops at the first body: a part, or a whole document, that stands behind one."""
OWN_WORDS = {reason.value for reason in FileRefusal}


def one(data: bytes, parse: Parse = intake.take_in) -> None:
    """Try one file at every door."""
    taken, body = parse(data), read_body(data)
    header = _header_alone(data)
    if isinstance(taken, RefusedFile):
        assert repr(taken) == f"RefusedFile(reason={taken.reason!r}, line={taken.line})"
        assert body == taken or taken.reason in OF_THE_HEADER
        return
    assert isinstance(taken, Received)
    assert repr(taken) == "Received()"
    assert header in BEHIND_THE_BODY or header == _without_kind(taken)
    assert isinstance(match(taken.header.patient, ODETTE), Matches | Mismatch)
    _judge_header(taken)
    assert body == RefusedFile(FileRefusal.BODY_TOO_LONG) or isinstance(body, Body)
    if isinstance(body, Body):
        judge_blocks(body.blocks)


def _header_alone(data: bytes) -> ReceivedHeader | FileRefusal:
    try:
        return read_header(data)
    except UnreadableFileError as refused:
        demand_own_words(refused, OWN_WORDS)
        return refused.refused.reason


def _without_kind(taken: Received) -> ReceivedHeader:
    """The warning of an unknown type is added after the header was read."""
    warnings = tuple(each for each in taken.warnings if each is not IntakeWarning.UNKNOWN_TYPE)
    return replace(taken.header, warnings=warnings)


def _judge_header(taken: Received) -> None:
    header, patient = taken.header, taken.header.patient
    assert header.written_on <= max(header.written.day, header.written_on)
    fields = [header.document_id, header.set_id, header.type_code, header.type_system, header.type_name, taken.title]
    fields += [header.confidentiality, header.language, patient.birth_name, patient.used_name, patient.birth_place]
    fields += [patient.birth_place_code, *patient.first_names, *header.replaces]
    fields += [text for each in header.authors for text in (each.author.name, each.author.role)]
    fields += [each.author.organisation for each in header.authors]
    for text in fields:
        assert len(text) <= MAX_FIELD
        assert text == visible(text), "a mark without a glyph"
        assert "\n" not in text
        assert "\t" not in text
    assert len(header.authors) <= MAX_LIST
    for each in patient.matricules:
        assert each.key_is_right in {True, False}
        assert each.nir.number not in repr(header)


def judge_blocks(blocks: tuple[Block, ...]) -> None:
    """Blocks of the closed list, bounded, with nothing that has no glyph."""
    assert all(isinstance(block, Heading | Paragraph | ItemList | Table | PagePicture) for block in blocks)
    texts = [text for block in blocks if not isinstance(block, PagePicture) for text in letters_of(block)]
    assert sum(map(len, texts)) <= MAX_LETTERS
    assert all(text == visible(text) and "\n" not in text for text in texts)
