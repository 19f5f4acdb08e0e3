"""Single screens as the pictures show them (look/look.md): where words, keys and drawings stand."""

from dataclasses import replace

import pytest

from core.demo.people import JEANNE, MARCEL
from core.domain.identifiers import PatientId
from core.domain.patients import Patient, Sex
from core.texts.words import Words
from kiosk.present import Page, page_screen, screen_for
from kiosk.protocol import Machine, NoteTone, PrinterState, ScreenKind
from tests.kiosk.steps_met import PATIENT, PROVED, VIEW, Met, every_page, every_screen, every_step

STATEMENT_DRAWN = {ScreenKind.RECAP, ScreenKind.CONFIRM}
FACTS_DRAWN = {
    ScreenKind.TELL,
    ScreenKind.RECAP,
    ScreenKind.CONFIRM,
    ScreenKind.CARD,
    ScreenKind.WAIT,
    ScreenKind.DONE,
    ScreenKind.APOLOGY,
}


def met(words: Words, key: str) -> Met:
    """The first screen with this key."""
    return next(one for one in every_screen(words) if one.key == key)


def test_the_welcome_shows_the_card_the_telephone_and_what_works(words: Words) -> None:
    """Nothing to end, nowhere to go back; heading and label in the white panel (01-accueil)."""
    step = next(step for step in every_step() if step.key == "card-wanted")
    view = replace(VIEW, may_go_back=False, has_begun=False, has_card=False)
    screen = screen_for(step, words, view)
    assert (screen.kind, screen.machine) == (ScreenKind.CARD, Machine.CARD_WANTED)
    assert not screen.bar.may_go_back
    assert not screen.bar.may_end
    assert screen.machine_label == "Glissez votre carte Vitale\nLa puce vers le bas"
    assert [fact.icon for fact in screen.facts] == ["phone", "headphones", "printer"]
    assert screen.note is None
    out = screen_for(step, words, replace(view, printer=PrinterState.NO_PAPER))
    assert out.note is not None
    assert "plus de papier" in out.voice


def test_the_law_stands_as_sentence_then_three_facts_then_one_note(words: Words) -> None:
    """07a-don-explication."""
    screen = met(words, "organ-donation-law").screen
    assert [fact.icon for fact in screen.facts] == ["check", "hand-palm", "arrows-clockwise"]
    assert "consentement présumé" in screen.lead
    assert screen.note is not None
    assert screen.note.tone is NoteTone.CALM
    assert (screen.band.title, screen.band.detail) == ("Don d'organes", "étape 1 sur 4")
    assert screen.band.progress is not None


def test_facts_and_statements_are_given_only_to_kinds_that_draw_them(words: Words) -> None:
    """A sentence that no layout shows would be lost."""
    for screen in [*(one.screen for one in every_screen(words)), *every_page(words)]:
        assert not screen.statement or screen.kind in STATEMENT_DRAWN, screen.title
        assert not screen.facts or screen.kind in FACTS_DRAWN, screen.title


def test_a_recap_is_changed_on_the_left_and_goes_on_dark_on_the_right(words: Words) -> None:
    """07d-don-relire: going on keeps nothing yet, and the note says so."""
    screen = met(words, "organ-donation-recap").screen
    assert screen.kind is ScreenKind.RECAP
    assert [(key.id, key.is_next) for key in screen.keys] == [("correct", False), ("right", True)]
    assert screen.voice.index("Vous refusez") < screen.voice.index("Rien n'est encore gardé")


def test_a_confirmation_quotes_what_is_kept_and_says_by_whom(words: Words) -> None:
    """07e-don-confirmer: statement, identity, twins."""
    screen = met(words, "organ-donation-keep").screen
    assert screen.statement.startswith("Je refuse")
    assert screen.statement_by == "Odette Lefort, née le 12\N{NO-BREAK SPACE}mars 1942 à Aubigny"
    assert [key.label for key in screen.keys] == ["Oui, la garder", "Non, ne rien garder"]


def test_a_line_of_the_list_says_what_when_by_whom_and_whether_it_is_new(words: Words) -> None:
    """05-documents; the voice says the date in words."""
    first, second = met(words, "documents").screen.keys
    assert (first.label, first.hint) == (
        "Analyse de sang",
        "14\N{NO-BREAK SPACE}novembre 2026, laboratoire des Tilleuls",
    )
    assert (first.icon, first.badge, second.badge) == ("flask", "Nouveau", "")
    assert "quatorze novembre deux mille vingt-six" in first.voice
    assert "Nouveau" in first.voice


def test_what_is_kept_is_done_and_what_remains_is_la_suite(words: Words) -> None:
    """07f-don-fait: the paper for the register is the dark key, the menu is not."""
    screen = met(words, "organ-donation-kept").screen
    assert screen.kind is ScreenKind.DONE
    assert [key.id for key in screen.keys if key.is_next] in (["register-request"], ["both-papers"])
    assert screen.note is not None
    assert screen.note.tone is NoteTone.BEFORE
    assert not any(key.is_next for key in met(words, "organ-donation-withdrawn").screen.keys)


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (MARCEL, "né le 17\N{NO-BREAK SPACE}juin 1945 à Saint-Loup"),
        (JEANNE, "née le 11\N{NO-BREAK SPACE}février 1948 à Aubigny"),
    ],
)
def test_the_band_agrees_with_the_person_and_shows_the_name_they_use(words: Words, person: object, said: str) -> None:
    """« né », « née »; the birth date carries sex, date and place in one phrase."""
    identity, used = person.identity, person.used_name  # type: ignore[attr-defined] - a demonstration person
    patient = Patient(patient_id=PatientId("someone"), identity=identity, used_name=used)
    band = screen_for(every_step()[0], words, replace(PROVED, patient=patient)).band
    assert band.person_detail == said
    assert band.person.endswith(used or identity.birth_name)


def test_the_band_is_neutral_when_the_sex_is_not_known(words: Words) -> None:
    """No agreement is guessed."""
    patient = Patient(patient_id=PatientId("someone"), identity=replace(PATIENT.identity, sex=Sex.UNKNOWN))
    band = screen_for(every_step()[0], words, replace(PROVED, patient=patient)).band
    expected = "naissance : 12\N{NO-BREAK SPACE}mars 1942, Aubigny"
    assert band.person_detail == expected.replace(" :", "\N{NO-BREAK SPACE}:")


def test_the_number_of_the_card_is_on_no_screen(words: Words) -> None:
    """The matricule is never shown unless asked for."""
    number = PATIENT.identity.nir.number
    for screen in [*(one.screen for one in every_screen(words)), *every_page(words)]:
        assert number not in str([getattr(screen, name) for name in screen.__struct_fields__])


def test_are_you_there_has_one_huge_key_and_one_way_to_leave(words: Words) -> None:
    """10a-etes-vous-la."""
    screen = page_screen(Page.IDLE, None, words, PROVED, 30)
    assert [(key.id, key.is_next) for key in screen.keys] == [("continue", True), ("end", False)]
    assert screen.lead.splitlines()[0] == "Sans réponse, la page se ferme."
    assert screen.voice == "Êtes-vous toujours là ? Touchez l'écran pour continuer."


def test_an_apology_says_what_is_kept_and_a_number(words: Words) -> None:
    """10c-service-coupe: kept, not sure, telephone."""
    screen = page_screen(Page.APOLOGY, None, words, VIEW, 30)
    assert [fact.icon for fact in screen.facts] == ["check", "warning-circle", "phone"]
    assert screen.facts[2].text.endswith("\n**01 99 00 12 34**")


def test_a_receipts_number_is_shown_in_large_and_said_digit_by_digit(words: Words) -> None:
    """It is what she writes down when there is no paper."""
    screen = met(words, "receipt-number").screen
    assert (screen.kind, screen.statement) == (ScreenKind.RECAP, "472\N{NO-BREAK SPACE}183")
    assert "quatre, sept, deux ; un, huit, trois" in screen.voice
    assert [key.id for key in screen.keys] == ["next"]
