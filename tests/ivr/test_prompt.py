"""What the telephone says for each kind of step, and which keys it takes: pure, without a call."""

from dataclasses import replace
from datetime import UTC, date, datetime
from enum import Enum

import pytest

from core.domain.documents import (
    Author,
    Block,
    Category,
    DocumentKind,
    Heading,
    HealthDocument,
    ItemList,
    PagePicture,
    Paragraph,
    Reading,
    Table,
)
from core.domain.identifiers import DocumentId
from core.domain.receipts import PaperOutcome
from core.journeys.questions import enum_options
from core.journeys.steps import (
    Choose,
    Confirm,
    Done,
    Enter,
    EntryKind,
    GivePaper,
    Option,
    PresentCard,
    Read,
    Sign,
    Tell,
)
from core.texts.spoken import in_words
from core.texts.words import Words
from ivr.choices import numbered
from ivr.prompt import FIXED, prompt_for
from ivr.saying import Speech
from ivr.turns import Again, Answer, Attempt, CallView, Pressed, Prompt, Trouble, Wish
from ivr.understand import understand

PROVED = CallView(is_proved=True)
FACTS = {"title": "Analyse", "date": date(2026, 3, 12), "author": "laboratoire", "state": "", "rank": 1}


def a_list(count: int) -> Choose:
    """So many documents."""
    options = tuple(
        Option(id=f"d{number}", value=number, key="document-line", facts={**FACTS, "rank": number})
        for number in range(1, count + 1)
    )
    return Choose(key="documents", options=options, facts={"count": count}, is_list=True)


def reading(*blocks: Block) -> Read:
    """An open document."""
    document = HealthDocument(
        document_id=DocumentId("d1"),
        kind=DocumentKind(type_code="11502-2", label="Analyse", class_code="10", category=Category.BIOLOGY),
        title="Analyse",
        author=Author(name="laboratoire"),
        written_on=date(2026, 3, 12),
        filed_at=datetime(2026, 3, 12, tzinfo=UTC),
    )

    class After(Enum):
        PAPER = "paper"
        OTHER = "other"

    options = enum_options("document", tuple(After))
    return Read(key="document", reading=Reading(document=document, blocks=blocks), options=options, facts=FACTS)


def said(prompt: Prompt) -> tuple[str, ...]:
    """Message ids."""
    return tuple(sentence.key for sentence in prompt.says)


def after(prompt: Prompt, keys: str, attempt: Attempt, words: Words) -> Attempt:
    """Where a key leads within the same question."""
    meant = understand(prompt, Pressed(keys=keys), attempt, words)
    assert isinstance(meant, Again)
    return meant.attempt


def test_a_list_is_read_three_by_three_with_its_position(words: Words) -> None:
    """Three, then 9; the next page says « Numéros 4 à 6, sur 7 »; the last one says that it is the last."""
    step, attempt = a_list(7), Attempt()
    prompt = prompt_for(step, words, attempt, PROVED)
    assert said(prompt).count("document-line.spoken") == 3
    attempt = after(prompt, "9", attempt, words)
    prompt = prompt_for(step, words, attempt, PROVED)
    assert "4" in prompt.says[0].text
    assert "7" in prompt.says[0].text
    assert prompt.keys["1"] == Answer(value=4)
    attempt = after(prompt, "9", attempt, words)
    prompt = prompt_for(step, words, attempt, PROVED)
    assert said(prompt)[-1] == "telephone-list-end"
    assert "9" not in prompt.keys


def test_a_list_of_three_needs_no_next(words: Words) -> None:
    """Nothing is offered that does not exist."""
    prompt = prompt_for(a_list(3), words, Attempt(), PROVED)
    assert "telephone-next-items" not in said(prompt)


def test_never_more_than_four_choices(words: Words) -> None:
    """Seven decisions are asked four at a time."""
    step = replace(a_list(7), is_list=False)
    prompt = prompt_for(step, words, Attempt(), PROVED)
    assert [key for key, meaning in prompt.keys.items() if isinstance(meaning, Answer)] == list("1234")


def test_a_text_cannot_give_a_choice_a_key_that_always_means_something_else(words: Words) -> None:
    """5 to 8, star and hash are never choices, whatever a text says."""
    speech = Speech(words=words, attempt=Attempt(), view=PROVED)
    for key in words.keys:
        if words.has(key, "key"):
            numbered((Option(id="x", value="x", key=key, facts=FACTS),), speech)


def test_the_fixed_keys_mean_the_same_at_every_step(words: Words) -> None:
    """0 help, star repeat, hash back, 5 mode discret; 9, 7 and 8 only where they serve."""
    steps = [a_list(7), reading(Paragraph(text="Bonjour.")), Confirm(key="organ-donation-nothing-kept")]
    for step in steps:
        keys = prompt_for(step, words, Attempt(), PROVED).keys
        assert (keys["0"], keys["*"], keys["#"], keys["5"]) == (Wish.HELP, Wish.REPEAT, Wish.BACK, Wish.DISCREET)
    assert "7" not in prompt_for(a_list(7), words, Attempt(), PROVED).keys


def test_a_confirmation_takes_seven_and_eight_only(words: Words) -> None:
    """And is not cut short by them."""
    prompt = prompt_for(Confirm(key="organ-donation-nothing-kept"), words, Attempt(), PROVED)
    assert prompt.keys["7"] == Answer(value=True)
    assert prompt.keys["8"] == Answer(value=False)
    assert prompt.interrupts == FIXED
    assert not prompt.may_speak
    assert prompt.wrong_key is Trouble.WRONG_CONFIRM_KEY


def test_the_laws_words_are_not_cut_short(words: Words) -> None:
    """An ordinary telling is."""
    legal = prompt_for(Tell(key="organ-donation-law", is_legal=True), words, Attempt(), PROVED)
    ordinary = prompt_for(Tell(key="organ-donation-nothing-kept"), words, Attempt(), PROVED)
    assert legal.interrupts == FIXED
    assert "1" in ordinary.interrupts
    assert legal.on_silence == ordinary.on_silence == Answer(value=None)


def test_a_date_is_read_back_before_it_counts(words: Words) -> None:
    """jjmmaaaa, then « c'est juste »; 2 begins again."""
    step, attempt = Enter(key="birth-date", kind=EntryKind.DATE, length=8), Attempt()
    prompt = prompt_for(step, words, attempt, CallView())
    assert prompt.entry is not None
    attempt = after(prompt, "12031942", attempt, words)
    prompt = prompt_for(step, words, attempt, CallView())
    assert "douze mars mille neuf cent quarante-deux" in prompt.says[0].text
    assert understand(prompt, Pressed(keys="1"), attempt, words) == Answer(value=date(1942, 3, 12))
    assert after(prompt, "2", attempt, words).typed is None


@pytest.mark.parametrize("digits", ["31021942", "00000000", "12131942"])
def test_a_day_that_never_was_has_its_own_words(words: Words, digits: str) -> None:
    """The thirty-first of February is told, not guessed at."""
    prompt = prompt_for(Enter(key="birth-date", kind=EntryKind.DATE, length=8), words, Attempt(), CallView())
    assert understand(prompt, Pressed(keys=digits), Attempt(), words) is Trouble.NO_SUCH_DATE


def test_a_code_may_hold_any_digit(words: Words) -> None:
    """0, 5 and 9 are digits there; speech is not listened to."""
    prompt = prompt_for(Sign(key="secret-code", length=6), words, Attempt(), PROVED)
    assert understand(prompt, Pressed(keys="059059"), Attempt(), words) == Answer(value="059059")
    assert not prompt.may_speak
    assert prompt.first_wait == 15.0


def test_what_needs_hands_says_where_it_can_be_done(words: Words) -> None:
    """Free text and the card are for a kiosk; a paper is passed over, as not here."""
    text = prompt_for(Enter(key="access-number", kind=EntryKind.TEXT, length=40), words, Attempt(), PROVED)
    card = prompt_for(PresentCard(key="card-wanted"), words, Attempt(), CallView())
    paper = prompt_for(GivePaper(key="receipt-choice-kept"), words, Attempt(), PROVED)
    assert said(text) == ("telephone-no-text-here",)
    assert said(card) == ("telephone-no-card-here",)
    assert (paper.says, paper.on_silence) == ((), Answer(value=PaperOutcome.NOT_HERE))


def test_a_document_is_read_part_by_part(words: Words) -> None:
    """A heading goes with what follows; rows are read one by one with their column; an image says that it is one."""
    step = reading(
        Heading(text="Résultats"),
        Table(header=("", "Valeur"), rows=(("Sucre", "1,31 g/L"), ("Fer", "64"))),
        ItemList(items=("Boire", "Marcher")),
        PagePicture(png=b""),
    )
    attempt, heard = Attempt(), []
    for _ in range(4):
        prompt = prompt_for(step, words, attempt, PROVED)
        heard.append(prompt)
        attempt = after(prompt, "9", attempt, words)
    assert said(heard[0])[1:4] == ("document", "telephone-row-place", "document")
    assert "Fer" in heard[1].says[1].text
    assert "Boire. Marcher." in " ".join(sentence.text for sentence in heard[2].says)
    assert "telephone-picture" in said(heard[3])
    end = prompt_for(step, words, attempt, PROVED)
    assert said(end)[0] == "telephone-document-end"
    assert after(end, "3", attempt, words).place == 0


def test_a_long_paragraph_is_read_by_breaths(words: Words) -> None:
    """No part is longer than about half a minute, and nothing is left out."""
    text = " ".join(f"Phrase numéro {number} du compte rendu, assez longue." for number in range(40))
    step, attempt, heard = reading(Paragraph(text=text)), Attempt(), ""
    while "telephone-document-end" not in said(prompt := prompt_for(step, words, attempt, PROVED)):
        spoken = [sentence.text for sentence in prompt.says if sentence.key == "document"]
        assert all(len(part.split()) <= 60 for part in spoken)
        heard += " ".join([*spoken, ""])
        attempt = after(prompt, "9", attempt, words)
    assert heard.strip() == in_words(text)


def test_fixed_sentences_and_personal_ones_are_told_apart(words: Words) -> None:
    """What holds a fact is personal; what holds a key is not."""
    prompt = prompt_for(a_list(7), words, Attempt(), PROVED)
    personal = {sentence.key: sentence.is_personal for sentence in prompt.says}
    assert personal["document-line.spoken"]
    assert not personal["telephone-next-items"]


def test_a_goodbye_leaves_time_for_zero(words: Words) -> None:
    """Until the line closes, a person can still be asked for."""
    prompt = prompt_for(Done(key="goodbye"), words, Attempt(), PROVED)
    assert prompt.keys["0"] is Wish.HUMAN
    assert prompt.on_silence is Wish.FINISH
