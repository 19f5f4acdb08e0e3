"""Every step and answer has its screen form and its spoken form, short enough, filled with what the journey gives."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from core.journeys.kiosk_visit import kiosk_visit
from core.journeys.phone_visit import phone_visit
from core.journeys.steps import Choose, Confirm, Enter, GivePaper, PickSeveral, Read, ShownStep
from core.texts.facts import Phrase
from core.texts.words import load_words
from tests.journeys.explorer import SIDE_CONVERSATIONS, TOO_MANY_CALL_BACKS, WORLDS, explore
from tests.rules.messages import Text, by_key, texts, words_of

SCREEN = ("", "body", "note", "hint", "care", "yes", "no")
"""Forms that a person reads at a kiosk."""
SPOKEN = ("spoken", "again", "discreet", "voice")
SCREEN_WORDS, SPOKEN_WORDS = 12, 14
SENTENCES, SENTENCES_SPOKEN, SENTENCES_OF_A_RIGHT = 4, 3, 8
ALWAYS_THERE = frozenset({"help", "hours", "key"})
"""Given by the words themselves, or by the telephone."""
FONTS = Path(__file__).parents[2] / "hardware" / "fonts"

WORDS = load_words()
MESSAGES = by_key()


def steps() -> list[ShownStep]:
    """Every step that can be met on either channel."""
    found: dict[object, ShownStep] = {}
    for journey in (kiosk_visit, phone_visit, *SIDE_CONVERSATIONS):
        for world in (*WORLDS, TOO_MANY_CALL_BACKS):
            for meeting in explore(journey, world):
                options = tuple(option.key for option in getattr(meeting.step, "options", ()))
                found.setdefault((meeting.step.key, options, tuple(sorted(meeting.step.facts))), meeting.step)
    return list(found.values())


STEPS = steps()
every_step = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)


@every_step
def test_a_step_can_be_read_and_heard(step: ShownStep) -> None:
    """Title, body, note and spoken words, filled with the facts of the step and nothing else (promise 6)."""
    assert WORDS.written(step.key, step.facts)
    assert WORDS.has(step.key, "spoken")
    for attribute in MESSAGES[step.key]:
        if attribute not in ("spoken", "again", "discreet", "words", "key"):
            assert WORDS.written(step.key, step.facts, attribute)
    for attribute in ("spoken", "again", "discreet", "voice"):
        assert WORDS.spoken(step.key, step.facts, attribute)


@every_step
def test_every_answer_can_be_read_heard_and_typed(step: ShownStep) -> None:
    """A label, and spoken words with the key at their end (words.md rule 4); nothing ticked one by one has a key."""
    for option in getattr(step, "options", ()):
        assert WORDS.written(option.key, option.facts)
        spoken = MESSAGES[option.key]["spoken"]
        assert ("key" in spoken.variables) is not isinstance(step, PickSeveral), option.key
        assert WORDS.spoken(option.key, {**option.facts, "key": "3"})


@every_step
def test_answers_of_one_question_have_their_own_keys_and_words(step: ShownStep) -> None:
    """Keys 1 to 4, 0 for a person, 9 for what comes next; no key and no word means two things."""
    if not isinstance(step, Choose | Read) or (isinstance(step, Choose) and step.is_list):
        return
    fixed = [MESSAGES[option.key]["key"].variants[0] for option in step.options if "key" in MESSAGES[option.key]]
    assert len(fixed) in (0, len(step.options)), "either all keys are fixed, or none"
    assert len(set(fixed)) == len(fixed)
    assert set(fixed) <= set("012349")
    assert len(step.options) <= 4
    said = [word for option in step.options for word in MESSAGES[option.key]["words"].variants[0].split(", ")]
    assert len(set(said)) == len(said)


@every_step
def test_what_is_on_screen_can_be_heard_by_telephone(step: ShownStep) -> None:
    """Every fact read is also said; paper alone may say more."""
    forms = MESSAGES[step.key]
    read = {name for attribute in (*SCREEN, "statement") if attribute in forms for name in forms[attribute].variables}
    heard = forms["spoken"].variables
    assert read <= heard | ALWAYS_THERE


@every_step
def test_twin_keys_and_papers_have_their_words(step: ShownStep) -> None:
    """A confirmation names its yes and its no; a paper has lines; an entry says how many digits."""
    if isinstance(step, Confirm):
        assert {"yes", "no", "statement", "discreet"} <= set(MESSAGES[step.key])
    if isinstance(step, GivePaper):
        assert WORDS.lines(step.key, step.facts, "paper")
    if isinstance(step, Enter):
        assert "hint" in MESSAGES[step.key]


@every_step
def test_a_question_is_asked_after_few_sentences(step: ShownStep) -> None:
    """Four on screen, three by telephone before the first key; eight when a right is explained (words.md rule 2)."""
    is_right = step.key.startswith("organ-donation")
    read = sum(_sentence_count(step.key, attribute) for attribute in ("body", "note"))
    heard = max(len(list(_one_variant(MESSAGES[step.key]["spoken"]).spoken_sentences())), 0)
    assert read <= (SENTENCES_OF_A_RIGHT if is_right else SENTENCES + 1), f"{read} sentences on screen"
    if isinstance(step, Choose):
        assert heard <= (SENTENCES_OF_A_RIGHT if is_right else SENTENCES_SPOKEN), f"{heard} sentences spoken"


def test_sentences_are_short() -> None:
    """Twelve words to read, fourteen to hear."""
    long = []
    for text in texts():
        if text.file == "said.ftl" or text.attribute in ("words", "paper", "not"):
            continue
        is_spoken = text.attribute in SPOKEN or text.file == "telephone.ftl"
        limit = SPOKEN_WORDS if is_spoken else SCREEN_WORDS
        sentences = text.spoken_sentences() if is_spoken else text.sentences()
        long += [f"{text.name}: {sentence}" for sentence in sentences if words_of(sentence) > limit]
    assert not long


@pytest.mark.skipif(not FONTS.exists(), reason="needs hardware/fonts")
def test_every_character_can_be_drawn() -> None:
    """Our type has no fallback: a character that it lacks would be an empty box."""
    letters = {letter for text in texts() for line in text.lines() for letter in line}
    for font in FONTS.glob("*.ttf"):
        known = TTFont(font).getBestCmap()
        assert not {letter for letter in letters if ord(letter) not in known}


def test_no_message_is_left_over() -> None:
    """Every message of the journeys' files is met by somebody."""
    journeys = {"arriving.ftl", "documents.ftl", "organ_donation.ftl", "papers.ftl", "person.ftl", "refusals.ftl"}
    journeys |= {"last_visit.ftl"}
    written = {text.key for text in texts() if text.file in journeys}
    used = {key for step in STEPS for key in _keys_of(step)}
    said_by_channels = {"goodbye", "organ-donation-too-young"}
    assert written - used - said_by_channels == {"called--male", "called--unknown"}


def test_the_register_is_never_claimed() -> None:
    """« Ceci n'est pas le registre national des refus »: before choosing and after keeping, read and heard (R120)."""
    sentence = "Ceci n'est pas le registre national des refus."
    for key in ("organ-donation-law", "organ-donation-law-minor", "organ-donation-kept", "organ-donation-withdrawn"):
        forms = MESSAGES[key]
        assert any(sentence in forms[attribute].variants[0] for attribute in ("body", "note") if attribute in forms)
        assert sentence in forms["spoken"].variants[0]


def test_the_law_is_said_whole_to_adults_and_not_to_minors() -> None:
    """Presumed consent by its name to adults; never « donneur » to somebody under eighteen (R111, R119)."""
    adult, minor = MESSAGES["organ-donation-law"], MESSAGES["organ-donation-law-minor"]
    for form in ("body", "spoken"):
        assert "consentement présumé" in adult[form].variants[0]
        assert "Vous n'avez rien à faire si vous êtes d'accord." in adult[form].variants[0]
        assert "donneur" not in minor[form].variants[0]


def _keys_of(step: ShownStep) -> Iterator[str]:
    yield step.key
    for facts in (step.facts, *(option.facts for option in getattr(step, "options", ()))):
        yield from (fact.key for fact in facts.values() if isinstance(fact, Phrase))
    yield from (option.key for option in getattr(step, "options", ()))


def _sentence_count(key: str, attribute: str) -> int:
    forms = MESSAGES[key]
    return len(list(_one_variant(forms[attribute]).sentences())) if attribute in forms else 0


def _one_variant(text: Text) -> Text:
    return Text(text.file, text.key, text.attribute, text.variants[:1], text.variables)
