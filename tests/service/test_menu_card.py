"""The paper card of the keys: what the telephone says today, in large letters, and nothing about anybody."""

import re
import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from typer.testing import CliRunner

from core.journeys.menu_card import FIXED, MENUS, CardKey, FixedKey, menu_card
from core.journeys.phone_visit import phone_visit
from core.journeys.steps import Choose, GivePaper
from core.texts.words import FOLDER, load_words
from hardware.page_printer.sheets import SHEET_MM, pdf_of
from ivr.asides import aside_for
from ivr.choices import NEXT_KEY
from ivr.prompt import NO_KEY, YES_KEY, fixed_keys, prompt_for
from ivr.talk import Talk
from ivr.turns import Answer, Aside, Attempt, CallView, Meaning, Wish
from kiosk.present.papers import paper_lines
from service.commands import app
from service.menu_card_sheet import NAME, NUMBER, PART, SMALLEST_READ, TITLE, sheet_of
from tests.journeys.explorer import WORLDS, explore

WORDS = load_words()
CARD = menu_card(WORDS)
PROVED = CallView(is_proved=True)
MENUS_SAID = {
    meeting.step.key: meeting.step
    for meeting in explore(phone_visit, WORLDS[0])
    if meeting.step.key in {key for key, _ in MENUS.values()} and isinstance(meeting.step, Choose)
}
ALWAYS: dict[FixedKey, Meaning | None] = {
    FixedKey.HELP: Wish.HELP,
    FixedKey.REPEAT: Wish.REPEAT,
    FixedKey.BACK: Wish.BACK,
    FixedKey.DISCREET: Wish.DISCREET,
}


def keys_of(name: str) -> dict[str, CardKey]:
    """The keys under one title, by their own key."""
    titled = next(part for part in CARD.parts if part.title == WORDS.written(f"menu-card-{name}"))
    return {one.key: one for one in titled.keys}


@pytest.mark.parametrize("name", MENUS)
def test_every_choice_on_the_card_is_what_the_telephone_says(name: str) -> None:
    """Same keys, same names, none more and none less."""
    step, shown = MENUS_SAID[MENUS[name][0]], keys_of(name)
    prompt = prompt_for(step, WORDS, Attempt(), CallView(is_proved=step.is_floor))
    said = {key: meaning.value for key, meaning in prompt.keys.items() if isinstance(meaning, Answer)}
    assert set(said) == set(shown)
    for option in step.options:
        (key,) = (key for key, value in said.items() if value is option.value)
        assert shown[key].name == WORDS.written(option.key)
        assert any(f"tapez {key}." in one.text for one in prompt.says if one.key.startswith(option.key))


def test_every_fixed_key_on_the_card_is_what_the_telephone_takes() -> None:
    """0, star, hash, 5; 9 in lists; 7 and 8 at the last question."""
    keys = fixed_keys(PROVED)
    for fixed, wish in ALWAYS.items():
        assert keys[fixed.value] is wish
    assert set(keys_of("always")) == {*keys, NEXT_KEY}
    assert set(keys_of("last")) == {YES_KEY, NO_KEY}
    assert {key for keys in FIXED.values() for key in keys} == set(FixedKey)


def test_what_the_card_says_of_a_key_typed_twice_is_so() -> None:
    """0 and 0 is a person; star and star is slower."""
    assert aside_for(Aside.HELP, WORDS, Attempt(), PROVED).keys["0"] is Wish.HUMAN
    assert Talk().granted(Wish.REPEAT).granted(Wish.REPEAT).manner.is_slow


def test_an_outdated_card_is_recognised(tmp_path: Path) -> None:
    """One name or one key that changes gives another version; the number of the Relais alone does not."""
    folder = tmp_path / "fr"
    shutil.copytree(FOLDER, folder)
    assert menu_card(load_words(help_number="0199000000")).version == CARD.version
    menus = folder / "documents.ftl"
    text = menus.read_text(encoding="utf-8")
    menus.write_text(text.replace("main-menu--documents = Vos documents", "main-menu--documents = Vos papiers"))
    renamed = menu_card(load_words(folder)).version
    menus.write_text(re.sub(r"(main-menu--documents =.*?\.key = )1", r"\g<1>2", text, flags=re.DOTALL))
    moved = menu_card(load_words(folder)).version
    assert len({CARD.version, renamed, moved}) == 3


def test_letters_are_large_and_the_whole_card_is_one_sheet() -> None:
    """Sixteen points or more for all that a person reads; what does not fit is refused, not shrunk."""
    assert min(TITLE, NUMBER, PART, NAME) >= SMALLEST_READ
    document = pdfium.PdfDocument(pdf_of([sheet_of(CARD)]))
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx([side * 72 / 25.4 for side in SHEET_MM], abs=0.5)


def test_the_receipt_printer_gives_the_same_card() -> None:
    """Every key, every name, the number, the warning, the version; no number of anybody."""
    lines = paper_lines(GivePaper(key="menu-card"), WORDS, "Pharmacie des Tilleuls", is_demonstration=False)
    texts = [line.text for line in lines]
    for part in CARD.parts:
        assert part.title in texts
        for one in part.keys:
            assert any(text.startswith(f"{one.sign or one.key} ") and text.endswith(one.name) for text in texts)
    assert {CARD.number, CARD.warning, CARD.version} <= set(texts)
    assert not re.search(r"\d{5,}", " ".join(texts))


def test_the_command_writes_it_and_says_its_version(tmp_path: Path) -> None:
    """What an operator compares with a card that hangs on a wall."""
    file = tmp_path / "card.pdf"
    told = CliRunner().invoke(app, ["card", str(file)])
    assert told.exit_code == 0
    assert told.stdout.startswith(CARD.version)
    assert file.read_bytes().startswith(b"%PDF")
