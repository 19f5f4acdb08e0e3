"""What callers say at the real steps of the real journeys, as data (phrases.toml); what may never be said at all."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ivr.choices import NEXT_KEY
from ivr.spoken_words import ALWAYS, WISHES, plain, understand_words
from ivr.turns import Answer, Prompt, Trouble, Understood, Wish
from tests.ivr.questions_met import NUMBERS, PROMPTS, SPEAKING, STEPS, TYPED, WORDS, own

PHRASES: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
SAID = {step: PHRASES[said.get("like", step)] for step, said in PHRASES.items()}
ANYWHERE = "anywhere"
CASES = [
    (step, meaning, phrase)
    for step, said in SAID.items()
    for meaning, phrases in said.get("means", {}).items()
    for phrase in phrases
]
NOT_CASES = [(step, phrase) for step, said in SAID.items() for phrase in said.get("unsure", ())]


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


def test_there_are_enough_of_them() -> None:
    """300 that mean something and 80 that must not, at least; none twice at one step, none counted for two steps."""
    own = {step for step, said in PHRASES.items() if "like" not in said}
    assert sum(step in own for step, *_ in CASES) >= 300
    assert sum(step in own for step, _ in NOT_CASES) >= 80
    assert len(set(CASES)) == len(CASES)
    assert len(set(NOT_CASES)) == len(NOT_CASES)
    assert set(PHRASES) - {ANYWHERE} <= set(STEPS)


@pytest.mark.parametrize("step", SPEAKING)
def test_every_step_that_takes_words_is_in_the_data(step: str) -> None:
    """Whoever adds a question adds what people say to it, for each choice, and what must not be taken for one."""
    said = SAID[step]
    own = {meaning_of(step, meaning) for _, meaning in PROMPTS[step].words}
    missing = own - set(said["means"]) - ({"finish"} if "stop" in said["means"] else set())
    assert not missing
    assert said["unsure"]


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
