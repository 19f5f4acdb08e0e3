"""What callers say at the real steps of the real journeys, as data (phrases.toml); what may never be said at all."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.journeys.phone_visit import phone_visit
from core.journeys.steps import Confirm, Enter, ShownStep, Sign
from core.texts.words import load_words
from hardware.recogniser.virtual_ear import VirtualEar
from ivr.choices import NEXT_KEY
from ivr.line.attention import SiteEar
from ivr.listened import everyday_words, phrases_at, sound_of, words_around
from ivr.prompt import prompt_for
from ivr.spoken_words import ALWAYS, WISHES, plain, understand_words
from ivr.turns import Answer, Attempt, CallView, Prompt, Trouble, Understood, Wish
from tests.journeys.explorer import WORLDS, explore

WORDS = load_words()
VIEW = CallView(is_proved=True)
STEPS: dict[str, ShownStep] = {
    meeting.step.key: meeting.step for world in WORLDS for meeting in explore(phone_visit, world)
}
"""One step of each key that a caller can meet, as the journeys themselves make them."""
PROMPTS = {key: prompt_for(step, WORDS, Attempt(), VIEW) for key, step in STEPS.items()}
STEPS["document-end"] = STEPS["document"]
PROMPTS["document-end"] = prompt_for(STEPS["document"], WORDS, Attempt(place=99), VIEW)
"""After the last part: what may be done with it."""
SPEAKING = {key: prompt for key, prompt in PROMPTS.items() if prompt.may_speak}
TYPED = {key: PROMPTS[key] for key, step in STEPS.items() if isinstance(step, Enter | Sign | Confirm)}
PHRASES: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
ANYWHERE = "anywhere"
CASES = [
    (step, meaning, phrase)
    for step, said in PHRASES.items()
    for meaning, phrases in said.get("means", {}).items()
    for phrase in phrases
]
NOT_CASES = [(step, phrase) for step, said in PHRASES.items() for phrase in said.get("unsure", ())]


def prompts_of(step: str) -> dict[str, Prompt]:
    return SPEAKING if step == ANYWHERE else {step: PROMPTS[step]}


def meaning_of(step: str, understood: Understood) -> str:
    """As the data names it."""
    if isinstance(understood, Answer):
        (found,) = [option.id for option in getattr(STEPS[step], "options", ()) if option.value == understood.value]
        return str(found)
    if understood == PROMPTS[step].keys.get(NEXT_KEY):
        return "next"
    return understood.value if isinstance(understood, Wish | Trouble) else type(understood).__name__


def own(prompt: Prompt) -> set[str]:
    """The step's own words: they win over most of what means the same everywhere."""
    return {plain(phrase) for phrase, _ in prompt.words}


def test_there_are_enough_of_them() -> None:
    """300 that mean something and 80 that must not, at least; none twice at one step."""
    assert len(CASES) >= 300, len(CASES)
    assert len(NOT_CASES) >= 80, len(NOT_CASES)
    assert len(set(CASES)) == len(CASES)
    assert len(set(NOT_CASES)) == len(NOT_CASES)
    assert set(PHRASES) - {ANYWHERE} <= set(STEPS)


@pytest.mark.parametrize(("step", "meaning", "phrase"), CASES)
def test_what_callers_say_means_what_they_mean(step: str, meaning: str, phrase: str) -> None:
    """At the step where it is said; a wish, wherever the step has no use of its own for the words."""
    for key, prompt in prompts_of(step).items():
        meant = meaning_of(key, understand_words(prompt, phrase, WORDS))
        assert meant == meaning, f"{key}: {meant}"


@pytest.mark.parametrize(("step", "phrase"), NOT_CASES)
def test_any_doubt_is_unsure(step: str, phrase: str) -> None:
    """Half a phrase, two at once, a number, a name, the television: the caller is asked for a key."""
    for key, prompt in prompts_of(step).items():
        if plain(phrase) not in own(prompt):
            assert understand_words(prompt, phrase, WORDS) is Trouble.UNSURE, key


@pytest.mark.parametrize("wish", [*WISHES, "yes", "no", "next"])
def test_every_trap_of_the_texts_is_in_the_data(wish: Wish | str) -> None:
    """What words.md lists is tried here too: nobody takes a line out of one list only."""
    key = f"said--{wish.value if isinstance(wish, Wish) else wish}"
    traps = WORDS.written(key, attribute="not").split(",") if WORDS.has(key, "not") else []
    everything = {plain(phrase) for _, phrase in NOT_CASES} | {plain(phrase) for _, _, phrase in CASES}
    assert {plain(trap) for trap in traps} <= everything


NUMBERS = [*"0123456789", "12", "1942", "un", "deux", "trois", "sept", "huit", "dix", "vingt", "cent", "mille", "mars"]


@given(key=st.sampled_from(sorted(PROMPTS)), words=st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=8))
@settings(max_examples=500, deadline=None)
def test_no_number_is_ever_said(key: str, words: list[str]) -> None:
    """Digits, codes and dates are typed, wherever one is in the call (voice.md B1)."""
    assert understand_words(PROMPTS[key], " ".join(words), WORDS) is Trouble.UNSURE


@given(
    key=st.sampled_from(sorted(TYPED)),
    said=st.sampled_from([phrase for _, _, phrase in CASES]) | st.text(max_size=40),
)
@example(key="phone-secret-code", said="oui")
@settings(max_examples=500, deadline=None)
def test_nothing_said_types_a_code_or_confirms(key: str, said: str) -> None:
    """At an entry or a last yes nothing said is an answer; a call for help is still one."""
    assert understand_words(TYPED[key], said, WORDS) in {Trouble.UNSURE, *ALWAYS}


@pytest.mark.parametrize("key", TYPED)
def test_no_ear_is_open_where_one_types_or_confirms(key: str) -> None:
    """Nobody can say a code to an engine that is not there."""
    assert phrases_at(TYPED[key], WORDS) == ()


@pytest.mark.parametrize("prompt", SPEAKING.values(), ids=SPEAKING)
def test_what_an_ear_listens_for_is_understood(prompt: Prompt) -> None:
    """Every phrase of the grammar means something here, its own traps apart; no number is one of them."""
    phrases = phrases_at(prompt, WORDS)
    assert own(prompt) <= {plain(phrase) for phrase in phrases} | {plain(other) for other in alike(prompt, phrases)}
    for phrase in phrases:
        assert not isinstance(understand_words(prompt, phrase, WORDS), Trouble), phrase
        assert set(plain(phrase).split()) - set(NUMBERS), phrase


def alike(prompt: Prompt, phrases: tuple[str, ...]) -> set[str]:
    """Spellings left out because another one that sounds the same is listened for."""
    sounds = {sound_of(phrase) for phrase in phrases}
    return {phrase for phrase, _ in prompt.words if sound_of(phrase) in sounds}


def test_one_spelling_of_each_sound_is_listened_for() -> None:
    """An engine can't hear « perdue » from « perdu »: with both it would be sure of neither."""
    phrases = phrases_at(PROMPTS["main-menu"], WORDS)
    assert {"je suis perdu", "je me suis trompé", "terminer"} <= set(phrases)
    assert not {"je suis perdue", "je me suis trompée", "terminé"} & set(phrases)
    assert len({sound_of(phrase) for phrase in phrases}) == len(phrases)


def test_traps_stand_beside_the_phrases_and_never_in_their_way() -> None:
    """A hundred everyday words; one that sounds as an answer, as « nom » does, gives way to « non »."""
    ear = SiteEar(ear=VirtualEar(), traps=everyday_words(WORDS), fillers=words_around(WORDS))
    for prompt in SPEAKING.values():
        phrases = phrases_at(prompt, WORDS)
        asked = ear.among(phrases)
        assert len(asked.traps) > 100
        assert not {sound_of(trap) for trap in asked.traps} & {sound_of(phrase) for phrase in phrases}
    assert "nom" in ear.among(("oui",)).traps
    assert "nom" not in ear.among(("oui", "non")).traps
