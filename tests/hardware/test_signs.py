"""What our type can't draw is replaced in sight: no empty box, nothing dropped silently, letters keep what they say."""

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from hardware.fonts import FONT_BOLD, FONT_REGULAR
from hardware.fonts.build import signs_of
from hardware.fonts.signs import UNKNOWN, drawable, signs
from hardware.receipt_printer.typesetting import clean as on_paper
from kiosk.terminal.typesetting import clean as on_screen

TITLES = (
    ("Compte rendu", "Compte rendu"),
    ("E\u0301lectrocardiogramme", "Électrocardiogramme"),
    ("تقرير طبي 2026", f"{UNKNOWN} 2026"),
    ("Analyse דם du 3 mars", f"Analyse {UNKNOWN} du 3 mars"),
    ("血液検査", UNKNOWN),
    ("Bilan 🩸🩺 annuel", f"Bilan {UNKNOWN} annuel"),
    ("ﬁche de liaison", "fiche de liaison"),
    ("12\u202f% → hausse", "12\u00a0% -> hausse"),
    ("Nguyễn Thị Hoa", "Nguyen Thi Hoa"),
    ("\u202eégalement\u202c", "également"),
    ("5 \N{MICRO SIGN}g, 10 °C, ≤ 3", "5 \N{GREEK SMALL LETTER MU}g, 10 °C, ≤ 3"),
)


@pytest.mark.parametrize(("written", "drawn"), TITLES, ids=lambda value: ascii(value)[:20])
def test_a_title_from_elsewhere_stays_as_true_as_it_can(written: str, drawn: str) -> None:
    """Other scripts become one mark a run; ligatures are spelt; signs that turn writing round are left out."""
    assert drawable(written) == drawn


FIGURES = (
    ("6,2 10\u2079/L", "6,2 10^9/L"),
    ("10\u00b2\u2074", "10^24"),
    ("10\u207b\u2079", "10^\u22129"),
    ("5 m\u00b2, 10\u00b3, 1\u00bd", "5 m\u00b2, 10\u00b3, 1\u00bd"),
    ("1\u2153", "1 1\u20443"),
    ("2\u2460", "2 1"),
    ("CO\u2082", "CO2"),
    ("12\u2083", "12 3"),
    ("\uff11\uff10", "10"),
    ("Photo \U0001f469\u200d\u2695\ufe0f jointe", f"Photo {UNKNOWN} jointe"),
)


@pytest.mark.parametrize(("written", "drawn"), FIGURES, ids=lambda value: ascii(value)[:24])
def test_no_figure_changes_its_value(written: str, drawn: str) -> None:
    """A power of ten of a laboratory never reads as a larger number; a joined picture is one mark."""
    assert drawable(written) == drawn
    assert drawable(drawn) == drawn


@given(st.text(max_size=80))
def test_whatever_is_written_can_be_drawn(text: str) -> None:
    """On screen and on paper: only signs with a glyph are left, and doing it again changes nothing."""
    known = signs() | {"\n"}
    assert set(drawable(text)) <= known
    assert drawable(drawable(text)) == drawable(text)
    assert set(on_screen(text)) <= known
    assert set(on_paper(text)) <= known


@given(st.text(st.characters(categories=["Lo"], min_codepoint=0x600), min_size=1, max_size=20))
def test_what_stood_there_is_never_hidden(text: str) -> None:
    """A word in a script that we lack leaves its mark."""
    assert drawable(text)


def test_the_list_of_signs_is_that_of_the_type() -> None:
    """Made by the build, from both weights; the control: an Arabic letter is not among them."""
    assert signs_of(*(TTFont(font) for font in (FONT_REGULAR, FONT_BOLD))) == "".join(sorted(signs()))
    assert "ت" not in signs()
