"""What people say, whole; and what sounds alike and must not count (words.md section 4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.journeys.phone_welcome import Welcome
from core.journeys.questions import enum_options
from core.journeys.steps import Choose, Confirm, Enter, EntryKind
from core.texts.words import load_words
from ivr.prompt import prompt_for
from ivr.spoken_words import WISHES, understand_words
from ivr.turns import Again, Answer, Attempt, CallView, Pressed, Trouble, Wish
from ivr.understand import understand

WORDS = load_words()
WELCOME = prompt_for(
    Choose(key="phone-welcome", options=enum_options("phone-welcome", tuple(Welcome))), WORDS, Attempt(), CallView()
)
CODE = prompt_for(Enter(key="secret-code", kind=EntryKind.SECRET, length=6), WORDS, Attempt(), CallView())
LAST = prompt_for(Confirm(key="organ-donation-nothing-kept"), WORDS, Attempt(), CallView(is_proved=True))


def phrases(wish: Wish, attribute: str = "") -> list[str]:
    """The list of a wish, as the texts hold it."""
    key = f"said--{wish.value}"
    return (
        [part.strip() for part in WORDS.written(key, attribute=attribute).split(",")]
        if WORDS.has(key, attribute)
        else []
    )


@pytest.mark.parametrize(("wish", "phrase"), [(wish, phrase) for wish in WISHES for phrase in phrases(wish)])
def test_what_people_say_is_understood(wish: Wish, phrase: str) -> None:
    """Every phrase of the list, with capitals, a full stop and politeness around it."""
    assert understand_words(WELCOME, phrase, WORDS) is wish
    assert understand_words(WELCOME, f"Euh, {phrase.upper()} s'il vous plaît.", WORDS) is wish


@pytest.mark.parametrize(("wish", "phrase"), [(wish, phrase) for wish in WISHES for phrase in phrases(wish, "not")])
def test_what_sounds_alike_is_not_taken_for_it(wish: Wish, phrase: str) -> None:
    """Never a part of what was said."""
    assert understand_words(WELCOME, phrase, WORDS) is not wish


def test_the_words_of_the_step_choose() -> None:
    """« Ouvrir mon espace » is key 1; half of it with something else is unsure."""
    assert understand_words(WELCOME, "Ouvrir mon espace", WORDS) == Answer(value=Welcome.OPEN_SPACE)
    assert understand_words(WELCOME, "fermer mon espace", WORDS) is Trouble.UNSURE


@pytest.mark.parametrize("said", ["oui", "non", "oui mais", "louis", "huit", ""])
def test_yes_and_no_mean_nothing_where_nobody_asked(said: str) -> None:
    """Any doubt is unsure."""
    assert understand_words(WELCOME, said, WORDS) is Trouble.UNSURE


@pytest.mark.parametrize("prompt", [CODE, LAST])
@pytest.mark.parametrize("said", ["oui", "quatre huit deux", "je confirme", "482615"])
def test_codes_and_grave_acts_are_never_spoken(prompt: object, said: str) -> None:
    """Speech neither types nor confirms."""
    assert understand_words(prompt, said, WORDS) is Trouble.UNSURE  # type: ignore[arg-type] - parametrised


@given(keys=st.text(alphabet="0123456789*#", min_size=1, max_size=12))
def test_keys_never_become_an_answer_that_was_not_asked(keys: str) -> None:
    """Whatever is typed, a code is six digits, or trouble, or a wish; never a guess."""
    meant = understand(CODE, Pressed(keys=keys), Attempt(), WORDS)
    if isinstance(meant, Answer):
        assert meant.value == keys
        assert len(keys) == 6
        assert keys.isdigit()
    else:
        assert isinstance(meant, Again | Wish | Trouble)


@given(key=st.sampled_from("0123456789*#"))
def test_a_key_that_is_not_offered_is_a_wrong_key(key: str) -> None:
    """One key, one meaning; the others are told so."""
    meant = understand(WELCOME, Pressed(keys=key), Attempt(), WORDS)
    assert (meant is Trouble.WRONG_KEY) is (key in "56789")
