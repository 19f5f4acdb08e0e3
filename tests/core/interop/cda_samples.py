"""Small CDA documents about Odette Lefort, who does not exist; every part can be replaced to make it odd or hostile."""

from datetime import date

from core.domain.patients import OID_NIR_TEST, Identity, Nir, Sex

ODETTE = Identity(
    birth_name="LEFORT",
    first_names=("Odette", "Marie"),
    birth_date=date(1942, 3, 12),
    sex=Sex.FEMALE,
    birth_place_code="99999",
    birth_place="Aubigny",
    nir=Nir("2420399999042"),
    nir_oid=OID_NIR_TEST,
)

NAMES = """<family qualifier="BR">LEFORT</family><given>ODETTE MARIE</given><given qualifier="BR">ODETTE</given>
<family qualifier="CL">LEFORT</family><given qualifier="CL">ODETTE</given>"""

SECTION = """<title>Résultats</title><text><table>
<thead><tr><th>Analyse</th><th>Résultat</th><th>Repère</th></tr></thead>
<tbody><tr><td>Glycémie</td><td>0,98 g/L</td><td>0,70 à 1,10</td></tr></tbody></table></text>"""

AUTHOR = """<author><time value="20261114"/><assignedAuthor><id root="1.2.250.1.71.4.2.1" extension="801234567897"/>
<code code="G15_10/SM03" codeSystem="1.2.250.1.213.1.1.4.5" displayName="Médecin - Biologie médicale (SM)"/>
<assignedPerson><name><prefix>M</prefix><given>Hugo</given><family>SABLON</family><suffix>DR</suffix></name></assignedPerson>
<representedOrganization><name>Laboratoire du Marché</name></representedOrganization></assignedAuthor></author>"""

ACT = """<documentationOf><serviceEvent><code code="18719-5"/><effectiveTime><low value="202611140735+0100"/>
<high value="202611140905+0100"/></effectiveTime></serviceEvent></documentationOf>"""


def matricule(number: str = ODETTE.nir.with_key, oid: str = OID_NIR_TEST) -> str:
    """One INS identifier."""
    return f'<id root="{oid}" extension="{number}"/>'


def structured(*sections: str) -> str:
    """A structured body of these sections."""
    inside = "".join(f"<component><section>{section}</section></component>" for section in sections)
    return f"<component><structuredBody>{inside}</structuredBody></component>"


def narrative(text: str, title: str = "Partie") -> str:
    """A body of one section with this narrative text."""
    return structured(f"<title>{title}</title><text>{text}</text>")


def enclosed(data: str, media_type: str, more: str = "") -> str:
    """A body that is one enclosed file."""
    text = f'<text mediaType="{media_type}" representation="B64" {more}>{data}</text>'
    return f"<component><nonXMLBody>{text}</nonXMLBody></component>"


def cda(  # noqa: PLR0913 - one argument for each part that a test may want to break
    *,
    declaration: str = '<?xml version="1.0" encoding="UTF-8"?>',
    identifier: str = '<id root="1.2.250.1.999.1" extension="doc-1"/>',
    code: str = '<code code="11502-2" codeSystem="2.16.840.1.113883.6.1" displayName="CR d\'examens biologiques"/>',
    title: str = "Analyse de sang",
    time: str = '<effectiveTime value="20261114091500+0100"/>',
    ids: str | None = None,
    names: str = NAMES,
    sex: str = "F",
    birth: str = '<birthTime value="19420312"/>',
    place: str = "<county>99999</county><city>Aubigny</city>",
    author: str = AUTHOR,
    act: str = ACT,
    more: str = "",
    body: str | None = None,
) -> str:
    """A whole document."""
    ids = matricule() + '<id root="1.2.250.1.999.2" extension="ipp-42"/>' if ids is None else ids
    patient = f"""<patient><name>{names}</name><administrativeGenderCode code="{sex}"/>{birth}
<birthplace><place><addr>{place}</addr></place></birthplace></patient>"""
    body = structured(SECTION) if body is None else body
    return f"""{declaration}<ClinicalDocument xmlns="urn:hl7-org:v3">
<realmCode code="FR"/>{identifier}{code}<title>{title}</title>{time}<confidentialityCode code="N"/>
<languageCode code="fr-FR"/><setId root="1.2.250.1.999.3"/><versionNumber value="2"/>
<recordTarget><patientRole>{ids}{patient}</patientRole></recordTarget>{author}{act}{more}{body}</ClinicalDocument>"""


def as_bytes(**parts: str) -> bytes:
    """The same as a file."""
    return cda(**parts).encode()
