"""Every step that a caller can meet, in every state of the call: it can be said, answered, left, remembered."""

import re

import pytest

from core.journeys.phone_visit import phone_visit
from core.journeys.steps import Confirm, Done, GivePaper, Read, ShownStep, Tell
from core.texts.words import load_words
from ivr.prompt import prompt_for
from ivr.turns import Answer, Attempt, CallView, Wish
from tests.journeys.explorer import SIDE_CONVERSATIONS, TOO_MANY_CALL_BACKS, WORLDS, explore

LONGEST_WELCOME, LONGEST = 35.0, 30.0
"""Seconds with pauses (words.md section 3)."""
RIGHT_EXPLAINED = 8
"""Sentences, when a right or its effect is explained (words.md 1.1, rule 2)."""
VIEWS = (
    CallView(),
    CallView(is_proved=True),
    CallView(is_proved=True, is_discreet=True),
    CallView(is_proved=True, is_slow=True),
)
ATTEMPTS = (Attempt(), Attempt(silences=2), Attempt(misses=2, before=("telephone-unused-key",)))
WORDS = load_words()


EVERYWHERE = [
    meeting.step
    for journey, worlds in [
        (phone_visit, WORLDS),
        *((aside, (WORLDS[0], TOO_MANY_CALL_BACKS)) for aside in SIDE_CONVERSATIONS),
    ]
    for world in worlds
    for meeting in explore(journey, world)
]
STEPS = {step.key: step for step in EVERYWHERE}
"""One step of each key."""
every_step = pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())


@every_step
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_it_can_be_said(step: ShownStep, view: CallView, attempt: Attempt) -> None:
    """No text is missing, no placeholder is left, nothing is empty."""
    prompt = prompt_for(step, WORDS, attempt, view)
    for sentence in prompt.says:
        assert sentence.text.strip()
        assert not re.search(r"[{}<>]|\*\*", sentence.text)


@every_step
@pytest.mark.parametrize("view", VIEWS)
def test_at_most_four_choices_and_always_a_way_out(step: ShownStep, view: CallView) -> None:
    """Four keys at most lead on; help, repeat and back are there; 7 and 8 only confirm."""
    prompt = prompt_for(step, WORDS, Attempt(), view)
    if isinstance(step, Tell | GivePaper | Done):
        return
    choices = {key for key, meaning in prompt.keys.items() if isinstance(meaning, Answer)}
    assert len(choices) <= 4
    assert choices <= ({"7", "8"} if isinstance(step, Confirm) else set("012349"))
    assert prompt.keys["*"] is Wish.REPEAT
    assert prompt.keys["#"] is Wish.BACK
    assert prompt.keys["0"] is Wish.HELP or "0" in choices


@every_step
def test_it_is_short_enough_to_be_remembered(step: ShownStep) -> None:
    """30 s with pauses, 35 for the welcome; a right may be explained in eight sentences."""
    prompt = prompt_for(step, WORDS, Attempt(), CallView(is_proved=True))
    text = " ".join(sentence.text for sentence in prompt.says)
    sentences = len(re.findall(r"[.?!](?:\s|$)", text))
    seconds = len(text.split()) / 130 * 60 + 0.4 * sentences
    if isinstance(step, Tell) and step.is_legal:
        assert sentences <= RIGHT_EXPLAINED
    elif not isinstance(step, Read):
        assert seconds <= (LONGEST_WELCOME if step.key == "phone-welcome" else LONGEST), f"{seconds:.0f} s: {text}"


CONTENT = ("Analyse de sang", "laboratoire", "Rien à signaler", "le cœur")
NAMED_BEFORE = frozenset({"who-hears"})
"""Said before anybody could tell that somebody listens."""


def content_heard(*, is_discreet: bool) -> set[str]:
    """What of the person's is said, over all steps."""
    view = CallView(is_proved=True, is_discreet=is_discreet)
    steps = [step for step in EVERYWHERE if step.key not in NAMED_BEFORE]
    said = [sentence for step in steps for sentence in prompt_for(step, WORDS, Attempt(), view).says]
    text = " ".join(sentence.text for sentence in said if sentence.is_personal)
    return {content for content in CONTENT if content in text}


def test_somebody_who_listens_learns_no_content() -> None:
    """Mode discret: no title, no author, no value, no choice (words.md 1.3); without it, all of them are said."""
    assert content_heard(is_discreet=False) == set(CONTENT)
    assert content_heard(is_discreet=True) == set()
