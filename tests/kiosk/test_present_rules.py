"""What holds for every screen that anybody can meet, whatever the journey (look/look.md, words.md section 1)."""

import re
from collections import Counter

from core.journeys.steps import Choose, Confirm, Enter, PickSeveral, PresentCard, Read
from core.texts.words import Words
from kiosk.protocol import EntryShape, Machine, Screen, ScreenKind
from tests.kiosk.steps_met import ENDS, VIEW, every_page, every_screen, every_step

PAGED = (ScreenKind.LIST, ScreenKind.PICK)
LONGEST_SENTENCE = 14
"""Words; words.md rule 2 says 12, and the law's own terms need two more."""


def all_screens(words: Words) -> list[Screen]:
    return [met.screen for met in every_screen(words)] + every_page(words)


def test_every_question_that_can_be_met_has_a_screen(words: Words) -> None:
    """The walk found each kind of question; none is without a title and something to hear."""
    kinds = Counter(type(step) for step in every_step())
    assert {Choose, Confirm, Enter, PickSeveral, PresentCard, Read} <= set(kinds)
    for screen in all_screens(words):
        assert screen.title, screen
        assert screen.voice, screen.title
        assert screen.band.title, screen.title


def test_a_title_is_one_line_of_words(words: Words) -> None:
    """One question a screen; no title is two sentences."""
    for screen in all_screens(words):
        assert "\n" not in screen.title
        assert len(re.findall(r"[.?!…](?:\s|$)", screen.title)) <= 1, screen.title
        assert len(screen.title.split()) <= 12, screen.title


def test_at_most_six_keys_but_for_lists_and_ticks(words: Words) -> None:
    """Fewer, not smaller."""
    for screen in all_screens(words):
        assert len(screen.keys) <= 6 or screen.kind in PAGED, screen.title


def test_at_most_one_dark_key_and_never_a_yes(words: Words) -> None:
    """The dark key is « la suite »; twins are twins."""
    for screen in all_screens(words):
        dark = [key for key in screen.keys if key.is_next]
        assert len(dark) <= 1, screen.title
        if screen.kind is ScreenKind.CONFIRM:
            assert dark == []
            assert [key.id for key in screen.keys] == ["yes", "no"]


def test_keys_have_their_own_ids_and_words(words: Words) -> None:
    """No key is blank, none is doubled, none begins like the terminal's own."""
    for screen in all_screens(words):
        assert len({key.id for key in screen.keys}) == len(screen.keys)
        assert all(key.id and key.label and not key.id.startswith("~") for key in screen.keys), screen.title


def test_there_is_always_something_to_touch_but_where_the_machine_works(words: Words) -> None:
    """Nobody is trapped: keys, a pad, a card to give or to take, or a paper coming out."""
    for screen in all_screens(words):
        has_way = bool(screen.keys) or screen.field is not None or screen.machine is not Machine.NONE
        assert has_way or screen.kind in (ScreenKind.WAIT, ScreenKind.DONE, ScreenKind.PAPER), screen.title
        assert screen.bar.may_end, screen.title


def test_no_name_before_proof(words: Words) -> None:
    """Before the code is right, nothing about anybody (words.md 1.2)."""
    for met in every_screen(words):
        if met.view is VIEW:
            assert met.screen.band.person == "", met.key
            assert not met.screen.voice_is_private, met.key


def test_content_is_private_after_proof(words: Words) -> None:
    """Titles, values and choices are for the headset, or a chosen « à voix haute » (rule 14)."""
    aloud = {met.key for met in every_screen(words) if met.view is not VIEW and not met.screen.voice_is_private}
    assert all(
        key.startswith(("main-menu", "menu-card", "receipt--", "paper--", "sheets--")) or key in PAPERS for key in aloud
    ), aloud
    assert not aloud & {"document", "documents", "organ-donation-recap", "organ-donation-keep", "receipt-number"}


PAPERS = {
    "receipt-choice-kept",
    "document-paper",
    "document-sheets",
    "register-request",
    "relative-paper",
    "relative-position-paper",
}


def test_pages_of_ours_hold_nothing_to_hide(words: Words) -> None:
    """Idle, wait, goodbye, apology: no statement, no document, and none is private."""
    for screen in every_page(words):
        assert not screen.voice_is_private
        assert not screen.statement
        assert not screen.blocks


def test_what_is_heard_has_no_mark_and_says_what_is_shown(words: Words) -> None:
    """No star is read aloud; a note that is shown is heard, unless listeners have words of their own."""
    for met in every_screen(words):
        screen = met.screen
        assert "*" not in screen.voice + "".join(key.voice for key in screen.keys), met.key
        if screen.note and not words.has(met.key, "voice"):
            assert screen.note.text.split()[0] in screen.voice, met.key


def test_bold_marks_come_in_pairs(words: Words) -> None:
    """A terminal that draws `**bold**` finds both ends."""
    for screen in all_screens(words):
        for text in (screen.lead, screen.statement, *(fact.text for fact in screen.facts)):
            assert text.count("**") % 2 == 0, text


def test_nothing_isolates_or_breaks_a_line_by_accident(words: Words) -> None:
    """No invisible mark, no narrow space (no glyph), no placeholder left."""
    for screen in all_screens(words):
        text = repr([screen.title, screen.lead, screen.voice, screen.statement, [key.label for key in screen.keys]])
        assert not re.search("[\u2066-\u2069\u202f{}]", text), text


def test_sentences_are_short(words: Words) -> None:
    """One idea each."""
    for screen in all_screens(words):
        for line in screen.lead.splitlines():
            for sentence in re.split(r"(?<=[.?!])\s+", line.replace("**", "")):
                said = [word for word in sentence.replace("\N{NO-BREAK SPACE}", " ").split() if word not in ":;?!·«»"]
                assert len(said) <= LONGEST_SENTENCE, sentence


def test_a_secret_is_typed_in_dots(words: Words) -> None:
    """A code is never a plain field."""
    secrets = [met.screen.field for met in every_screen(words) if met.key == "secret-code"]
    assert secrets
    assert all(field is not None and field.shape is EntryShape.SECRET and field.care for field in secrets)


def test_only_choices_can_be_spoken(words: Words) -> None:
    """Never a code, a date, a text, a signature or a grave confirmation (words.md, section 4)."""
    spoken = [met for met in every_screen(words) if any(key.words for key in met.screen.keys)]
    assert {type(met.step) for met in spoken} == {Choose}
    assert not {met.screen.kind for met in spoken} & {ScreenKind.CONFIRM, ScreenKind.SIGN, ScreenKind.ENTER}
    assert all(met.screen.field is None for met in spoken)
    assert not any(key.words for screen in every_page(words) for key in screen.keys)


def test_a_phrase_stands_for_one_key_and_holds_no_number(words: Words) -> None:
    """What two keys share is neither's; a number is never read by voice."""
    for met in every_screen(words):
        phrases = [phrase for key in met.screen.keys for phrase in key.words]
        assert len(set(phrases)) == len(phrases), met.key
        assert all(phrase and not re.search(r"\d", phrase) for phrase in phrases), met.key


def test_the_phrases_are_those_of_the_telephone(words: Words) -> None:
    """One list for both channels: the menu takes « mes documents » here too."""
    menu = next(met.screen for met in every_screen(words) if met.key == "main-menu")
    assert "mes documents" in next(key.words for key in menu.keys if "documents" in key.label.lower())


def test_goodbyes_name_nobody(words: Words) -> None:
    """The last screen stays until the card is taken: whoever comes by may read it."""
    for met in every_screen(words):
        if met.key.startswith(ENDS):
            assert met.screen.kind is ScreenKind.DONE
            assert met.screen.machine is Machine.CARD_TAKE
            assert met.screen.band.person == ""
