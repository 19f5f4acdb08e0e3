"""The listening test's own scoring, on texts whose score is known."""

import pytest

from tests.listening.report import LIMIT, Heard, page, verdict
from tests.listening.scoring import aligned, choices_in, distance, score, words_of
from tests.real_stacks import requires

needs_espeak = requires("espeak-ng")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pour l'aide, tapez 0.", "pour l aide tapez zéro"),
        ("TAPEZ LE 12 !", "tapez le douze"),
        ("au 01 99 00 12 34", "au zéro un quatre vingt dix neuf zéro zéro douze trente quatre"),
        ("au 0199001234", "au zéro un quatre vingt dix neuf zéro zéro douze trente quatre"),
        ("", ""),
    ],
)
def test_numbers_are_words(text: str, words: str) -> None:
    """However they are written."""
    assert " ".join(words_of(text)) == words


@pytest.mark.parametrize(
    ("told", "heard", "wrong"),
    [("a b c", "a b c", 0), ("a b c", "a x c", 1), ("a b c", "a c", 1), ("a b", "a b c d", 2), ("a", "", 1)],
)
def test_wrong_words_are_counted(told: str, heard: str, wrong: int) -> None:
    """Replaced, left out, added."""
    assert distance(told.split(), heard.split()) == wrong


def test_each_word_finds_its_place() -> None:
    """A word added before does not shift what comes after."""
    assert aligned(["a", "b", "c"], ["x", "a", "c"]) == [1, None, 2]


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("Pour vos documents, tapez 1. Pour l'aide, tapez 0.", ["un", "zéro"]),
        ("Pour confirmer, c'est le 7.", ["sept"]),
        ("Pour répéter, tapez la touche étoile. Tapez encore 0 pour une personne.", ["étoile", "zéro"]),
        ("Pour la suite, tapez le 9. Pour revenir, tapez dièse.", ["neuf", "dièse"]),
        ("7 confirme. La touche étoile répète.", ["étoile"]),
        ("Tapez les 8 chiffres de votre numéro. C'est fini.", []),
        ("Répondez oui ou non.", ["oui", "non"]),
    ],
)
def test_the_words_that_carry_a_choice_are_found(text: str, carried: list[str]) -> None:
    """The keys, and yes and no; a number of digits is none."""
    words = words_of(text)
    assert [words[at] for at in choices_in(words)] == carried


@needs_espeak
@pytest.mark.parametrize(
    ("said", "written", "wrong", "spelled", "missed"),
    [
        ("Pour vos documents, tapez 1.", "Pour vos documents, tapez un.", 0, 0, ()),
        ("Pour vos documents, tapez 1.", "pour vos documents taper 1", 0, 1, ()),
        ("Pour vos documents, tapez 1.", "Pour vos documents, tapez 2.", 1, 1, ("un",)),
        ("Pour vos documents, tapez 1.", "Pour vos documents.", 2, 2, ("un",)),
        ("Pour revenir, tapez dièse.", "Pour revenir, ta pé dièse.", 2, 2, ()),
        ("Pour finir, tapez 1. Sinon, tapez 2.", "Pour finir, tapez 2. Sinon, tapez 1.", 2, 2, ("un", "deux")),
        ("Merci.", "", 1, 1, ()),
    ],
)
def test_a_prompt_gets_its_score(said: str, written: str, wrong: int, spelled: int, missed: tuple[str, ...]) -> None:
    """A homophone is no error to an ear; another key always is; the ear decides where words begin."""
    found = score(said, written)
    assert (found.wrong, found.wrong_as_spelled) == (wrong, spelled)
    assert found.missed == missed


def heard(said: str, written: str) -> Heard:
    return Heard(key="main-menu", said=said, written=written, score=score(said, written))


@needs_espeak
def test_a_choice_not_heard_fails_the_run_by_name() -> None:
    """However few words are wrong."""
    good = [heard("Merci de votre appel.", "Merci de votre appel.")] * 50
    assert verdict(good, control_rate=0.9) == []
    (said,) = verdict([*good, heard("Pour finir, tapez 1.", "Pour finir, tapez 2.")], control_rate=0.9)
    assert "main-menu" in said
    assert "un" in said


@needs_espeak
def test_too_many_wrong_words_fail_the_run() -> None:
    """The mean of all prompts counts."""
    bad = [heard("Merci de votre appel.", "Merci pour ta pelle")] * 3
    (said,) = verdict(bad, control_rate=0.9)
    assert f"{LIMIT:.0%}" in said


@needs_espeak
def test_a_listener_that_understands_noise_is_no_listener() -> None:
    """It writes what it expects, and proves nothing."""
    (said,) = verdict([heard("Merci.", "Merci.")], control_rate=0.1)
    assert "noise" in said


@needs_espeak
def test_the_page_shows_the_worst_first() -> None:
    """With what was said and what was written."""
    written = page([heard("Merci.", "Merci."), heard("Au revoir.", "Au trottoir.")], 0.9, "Whisper base")
    assert written.index("Au trottoir.") < written.index("| Merci. |")
    assert "Whisper base" in written
