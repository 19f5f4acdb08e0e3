"""How a body reads: the blocks an 85-year-old gets in large letters, or by voice."""

import base64
import io

import pytest
from PIL import Image

from core.domain.documents import Block, Heading, ItemList, PagePicture, Paragraph, Table
from core.interop.attachments import Problem
from core.interop.cda_body import Body
from core.interop.intake import read_body
from tests.core.interop.cda_samples import SECTION, as_bytes, enclosed, narrative, structured
from tests.core.interop.pdf_samples import pdf

NB = "\N{NO-BREAK SPACE}"


def body(text: str) -> Body:
    """The body of a document with this body."""
    found = read_body(as_bytes(body=text))
    assert isinstance(found, Body)
    return found


def read(text: str) -> list[Block]:
    """The blocks of one narrative text, less its section's title."""
    return list(body(narrative(text)).blocks[1:])


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A small image."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


def base64_of(data: bytes) -> str:
    """As an HL7 value carries it."""
    return base64.b64encode(data).decode()


def test_words_lines_and_marks_become_paragraphs() -> None:
    """Bold in a sentence is only words; a `br` ends a line; spaces of the file don't count."""
    blocks = read("Vous  <content styleCode='Bold'>allez</content>\n bien.<br/>À bientôt.<paragraph>Fin</paragraph>")
    assert blocks == [Paragraph(text="Vous allez bien."), Paragraph(text="À bientôt."), Paragraph(text="Fin")]


def test_letters_are_composed_and_hidden_marks_dropped() -> None:
    """NFC, the French no-break space, no invisible mark that could turn a text around."""
    blocks = read("e\N{COMBINING ACUTE ACCENT}t\u202e\u200bé 12\N{NARROW NO-BREAK SPACE}%")
    assert blocks == [Paragraph(text=f"été 12{NB}%")]


def test_an_exponent_never_melts_into_its_number() -> None:
    """10 to the 9 is not 109; m² and 1er read as usual."""
    blocks = read("10<sup>9</sup>/L, m<sup>2</sup>, 1<sup>er</sup>, CO<sub>2</sub>")
    assert blocks == [Paragraph(text="10^9/L, m², 1er, CO2")]


def test_lists_keep_their_order_and_inner_lists_follow() -> None:
    """One level for the ear; lines with bullets are a list as well."""
    inner = "<list><item>Un</item><item>Deux<list><item>A</item><item>B</item></list></item></list>"
    assert read(inner + "- a<br/>- b") == [ItemList(items=("Un", "Deux", "A", "B")), ItemList(items=("a", "b"))]


def test_a_narrow_table_stays_a_table() -> None:
    """Name, value, reference: three short columns stand side by side."""
    assert body(structured(SECTION)).blocks[1] == Table(
        header=("Analyse", "Résultat", "Repère"), rows=(("Glycémie", "0,98 g/L", "0,70 à 1,10"),)
    )


def test_a_wide_table_becomes_cards_with_a_title() -> None:
    """Ten columns can't be read in large letters: each row is a card, what is empty is left out."""
    blocks = read(
        """<table><thead><tr><th>Début</th><th>Médicament</th><th>Dose</th><th>Fin</th></tr></thead><tbody>
        <tr><td>11/08/2019</td><td>Ramipril</td><td>1 par jour</td><td>-</td></tr>
        <tr><td colspan="2">Conseil</td><td colspan="2">Avant le repas</td></tr></tbody></table>"""
    )
    assert blocks == [
        Heading(text=f"Médicament{NB}: Ramipril", level=5),
        ItemList(items=(f"Début{NB}: 11/08/2019", f"Dose{NB}: 1 par jour", f"Conseil{NB}: Avant le repas")),
    ]


def test_two_columns_of_the_same_name_keep_their_places() -> None:
    """Nothing is moved where only the order says which answer belongs to which question."""
    row = "<tr><td>Grossesse</td><td>Non</td><td>Diabète</td><td>Oui</td></tr>"
    head = "<tr><th>Situation</th><th>Vue</th><th>Situation</th><th>Vue</th></tr>"
    assert read(f"<table><thead>{head}</thead><tbody>{row}</tbody></table>") == [
        ItemList(
            items=(f"Situation{NB}: Grossesse", f"Vue{NB}: Non", f"Situation{NB}: Diabète", f"Vue{NB}: Oui"),
        )
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td>Repos</td></tr><tr><td>Marche</td></tr>", [ItemList(items=("Repos", "Marche"))]),
        ("<tr><td>Repos</td></tr>", [Paragraph(text="Repos")]),
        ("<tr><td>Poids</td><td>62 kg</td></tr>", [Paragraph(text=f"Poids{NB}: 62 kg")]),
        ("<tr><td/><td> </td></tr>", []),
        ("<tr><td>A</td><td/><td>B</td></tr><tr><td>C</td><td/><td>D</td></tr>",
         [ItemList(items=(f"A{NB}: B", f"C{NB}: D"))]),
    ],
)  # fmt: skip
def test_layout_tables_are_unfolded(rows: str, expected: list[Block]) -> None:
    """Tables that only place words on a page become words."""
    assert read(f"<table><tbody>{rows}</tbody></table>") == expected


def test_a_cell_over_all_rows_is_their_title() -> None:
    """A row span over the whole part names it."""
    first = '<tr><td rowspan="2">Antibiogramme</td><td>Amoxicilline</td><td>S</td></tr>'
    rows = f"{first}<tr><td>Gentamicine</td><td>R</td></tr>"
    head = "<tr><th>Isolat</th><th>Produit</th><th>Avis</th></tr>"
    assert read(f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>") == [
        Heading(text=f"Isolat{NB}: Antibiogramme", level=5),
        Table(header=("Produit", "Avis"), rows=(("Amoxicilline", "S"), ("Gentamicine", "R"))),
    ]


def test_sections_keep_their_depth_and_empty_ones_vanish() -> None:
    """A title that nothing follows is not shown."""
    inner = "<component><section><title>Allergies</title><text>Aucune</text></section></component>"
    blocks = body(
        structured(f"<title>RISQUES</title>{inner}", "<title>Vide</title><text/>", "<title>Vide aussi</title>")
    ).blocks
    assert blocks == (Heading(text="Risques"), Heading(text="Allergies", level=2), Paragraph(text="Aucune"))


def test_an_image_is_drawn_again_where_the_text_calls_it() -> None:
    """The original bytes are never handed on; the picture stands at its place, once."""
    media = f"""<entry><observationMedia ID="m1"><value mediaType="image/jpeg" representation="B64">
    {base64_of(picture("JPEG"))}</value></observationMedia></entry>"""
    call = '<renderMultiMedia referencedObject="m1"/>'
    blocks = body(structured(f"<title>Photo</title><text>Avant {call}{call} après</text>{media}")).blocks
    assert [type(block) for block in blocks] == [Heading, Paragraph, PagePicture, Paragraph]
    shown = blocks[2]
    assert isinstance(shown, PagePicture)
    assert Image.open(io.BytesIO(shown.png)).size == (40, 30)


def test_an_image_that_no_text_calls_is_still_shown() -> None:
    """Nothing that a professional sent is lost."""
    media = f"""<entry><observationMedia><value mediaType="image/png" representation="B64">
    {base64_of(picture())}</value></observationMedia></entry>"""
    assert isinstance(body(structured(f"<title>Photo</title><text/>{media}")).blocks[-1], PagePicture)


def test_pdf_pages_are_pictures_with_their_words() -> None:
    """A page is seen as it was made, and its words can be heard."""
    found = body(enclosed(base64_of(pdf("Bonjour Odette")), "application/pdf"))
    assert [(type(block), getattr(block, "text", "")) for block in found.blocks] == [(PagePicture, "Bonjour Odette")]
    assert found.problems == ()


def test_a_plain_text_body_reads_line_by_line() -> None:
    """The simplest of bodies."""
    text = '<component><nonXMLBody><text mediaType="text/plain">Bonjour.</text></nonXMLBody></component>'
    assert body(text).blocks == (Paragraph(text="Bonjour."),)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.NOTHING_TO_READ),
        (enclosed("", "application/pdf"), Problem.UNREADABLE),
        (enclosed("@@@@", "application/pdf"), Problem.UNREADABLE),
        (enclosed("QUJD", "application/pdf"), Problem.UNREADABLE),
        (enclosed(base64_of(b"%PDF-1.4 broken"), "application/pdf"), Problem.UNREADABLE),
        (enclosed(base64_of(picture()), "image/png", 'compression="GZ"'), Problem.UNREADABLE),
        (enclosed(base64_of(b"\x89PNG\r\n\x1a\n" + b"0" * 50), "image/png"), Problem.UNREADABLE),
        (enclosed(base64_of(b"PK\x03\x04word"), "application/msword"), Problem.UNREADABLE),
        (enclosed('<reference value="http://198.51.100.1/x.pdf"/>', "application/pdf"), Problem.ELSEWHERE),
        (enclosed(base64_of(pdf("x", pages=31)), "application/pdf"), Problem.PAGES_LEFT_OUT),
    ],
)
def test_what_cannot_be_shown_is_said(text: str, problem: Problem) -> None:
    """The rest of the document stays readable; the caller tells the person what is missing."""
    assert problem in body(text).problems
