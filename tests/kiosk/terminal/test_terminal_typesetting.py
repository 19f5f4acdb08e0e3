"""Words broken into lines: none lost, none cut when it need not be, spaces where French wants them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.terminal.scene import Run
from kiosk.terminal.theme import Type
from kiosk.terminal.typesetting import NO_BREAK, clean, line_width, runs, set_lines

TYPE = Type(size=10, line=12)


class Even:
    """A ruler for which every letter is as wide as another."""

    def width(self, text: str, size: float, *, bold: bool) -> float:
        return len(text) * size / (9 if bold else 10)


def said(text: str, width: float) -> list[str]:
    return ["".join(run.text for run in line) for line in set_lines(text, TYPE, width, Even())]


def test_lines_break_between_words_and_where_the_text_says() -> None:
    """Own line ends are kept."""
    assert said("un deux trois\nquatre", 8) == ["un deux", "trois", "quatre"]


def test_bold_words_keep_their_weight_and_the_comma_stays_with_them() -> None:
    """`**bold**` marks weight only."""
    assert runs("je dis **oui**, merci") == (Run("je dis ", False), Run("oui", True), Run(", merci", False))
    assert said("je dis **oui**, merci bien", 12)[0] == "je dis oui,"


def test_a_short_paragraph_does_not_end_on_a_lone_word() -> None:
    """« … le registre national des / refus »: the last line takes a companion, and no line more."""
    assert said("nous ne voyons pas le registre", 23) == ["nous ne voyons pas", "le registre"]


def test_a_word_longer_than_a_line_is_cut_and_nothing_is_lost() -> None:
    """An address or a name of a drug without a space is still read whole."""
    assert "".join(said("anticonstitutionnellement", 6)) == "anticonstitutionnellement"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Oui ?", f"Oui{NO_BREAK}?"),
        ("« a »", f"«{NO_BREAK}a{NO_BREAK}»"),
        ("1\N{NARROW NO-BREAK SPACE}000", f"1{NO_BREAK}000"),
    ],
)
def test_a_sign_never_begins_a_line(written: str, shown: str) -> None:
    """The space before ? ! : ; » and after « does not break; the narrow one has no glyph."""
    assert clean(written) == shown


@given(st.text(alphabet="abc déf* \n", max_size=80), st.floats(min_value=2, max_value=60))
def test_no_letter_is_lost_and_no_line_too_long(text: str, width: float) -> None:
    """For any text and any width."""
    lines = set_lines(text, TYPE, width, Even())
    letters = "".join(run.text for line in lines for run in line)
    assert letters.replace(" ", "") == "".join(run.text for run in runs(text)).replace(" ", "").replace("\n", "")
    assert all(line_width(line, TYPE.size, Even()) <= max(width, 1.2) for line in lines)
