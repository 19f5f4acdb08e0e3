"""What stands on a paper: brand and place first, the journey's own lines, « Démonstration » last."""

from dataclasses import replace

import pytest

from core.journeys.steps import GivePaper
from core.texts.words import Words
from kiosk.present import paper_lines
from kiosk.protocol import Line, LineKind
from tests.kiosk.steps_met import every_step

PLACE = "Pharmacie des Tilleuls"
PAPERS = [step for step in every_step() if isinstance(step, GivePaper) and not step.copies]
papers = pytest.mark.parametrize("step", PAPERS, ids=[step.key for step in PAPERS])


@papers
def test_brand_and_place_come_first(words: Words, step: GivePaper) -> None:
    """Who gives this, and where."""
    lines = paper_lines(step, words, PLACE, is_demonstration=False)
    assert lines[:3] == (
        Line(kind=LineKind.BRAND, text="Relais santé"),
        Line(kind=LineKind.TEXT, text=PLACE),
        Line(kind=LineKind.SOLID_RULE),
    )
    assert lines[3].kind is LineKind.TITLE


@papers
def test_a_demonstration_says_so_last(words: Words, step: GivePaper) -> None:
    """And a real paper never does."""
    shown = paper_lines(step, words, PLACE, is_demonstration=True)
    assert shown[-1] == Line(kind=LineKind.CENTRED, text="Démonstration")
    assert "Démonstration" not in str([line.text for line in paper_lines(step, words, PLACE, is_demonstration=False)])


@papers
def test_no_mark_is_printed(words: Words, step: GivePaper) -> None:
    """Marks say how a line looks; none reaches the paper, and no line of words is empty."""
    for line in paper_lines(step, words, PLACE, is_demonstration=True):
        assert not line.text.startswith(("# ", "! ", "= ", "> ", "---", "===", "___", "@"))
        assert "**" not in line.text
        assert line.text or line.kind in (LineKind.RULE, LineKind.SOLID_RULE, LineKind.BLANK)


def test_only_a_receipt_has_a_square_and_a_number_to_say_again(words: Words) -> None:
    """The square proves an act; a paper that tells a choice proves nothing."""
    for step in PAPERS:
        kinds = [line.kind for line in paper_lines(step, words, PLACE, is_demonstration=False)]
        assert (LineKind.SQUARE in kinds) == (step.receipt is not None), step.key


@papers
def test_a_paper_that_may_be_out_already_is_a_duplicate(words: Words, step: GivePaper) -> None:
    """Numbered, above its title; the first one never says so."""
    again = paper_lines(replace(step, copies=2), words, PLACE, is_demonstration=False)
    assert again[3] == Line(kind=LineKind.STRONG, text="Duplicata 2")
    first = paper_lines(step, words, PLACE, is_demonstration=False)
    assert again[:3] + again[4:] == first


def test_papers_to_sign_leave_room_to_write(words: Words) -> None:
    """Date and signature by hand (R112, R113)."""
    for step in PAPERS:
        if step.key in {"register-request", "relative-paper"}:
            kinds = [line.kind for line in paper_lines(step, words, PLACE, is_demonstration=False)]
            assert kinds.count(LineKind.BLANK) >= 2
