"""What an ear listens for at the real steps of the real journeys: all that means something."""

import subprocess
from functools import cache

import pytest

from hardware.recogniser.virtual_ear import VirtualEar
from ivr.line.attention import SiteEar
from ivr.listened import everyday_words, phrases_at, sound_of, words_around
from ivr.spoken_words import plain, understand_words
from ivr.turns import Prompt, Trouble
from tests.ivr.questions_met import NUMBERS, PROMPTS, SPEAKING, TYPED, WORDS, own
from tests.real_stacks import requires


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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("terminer", "terminé"),
        ("je veux être rappelé", "je veux être rappelée"),
        ("le don d'organe", "le don d'organes"),
        ("je suis perdu", "je suis perdue"),
        ("je suis seul", "je suis seule"),
    ],
)
def test_nobody_hears_these_apart(one: str, other: str) -> None:
    """Silent letters are no difference; an article is one."""
    assert sound_of(one) == sound_of(other)
    assert sound_of(f"le {one}") != sound_of(f"les {other}")


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


@cache
def phonemes(phrase: str) -> str:
    """As a synthesizer says it, without its stress marks."""
    command = ["espeak-ng", "-v", "fr", "-q", "--ipa", "--", phrase]
    said = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", timeout=30).stdout
    return said.translate({ord(mark): None for mark in "\u02c8\u02cc\n"})


@requires("espeak-ng")
@pytest.mark.parametrize("prompt", SPEAKING.values(), ids=SPEAKING)
def test_nothing_that_an_ear_must_tell_apart_sounds_the_same(prompt: Prompt) -> None:
    """No two phrases of a question, and no phrase and trap: an engine would be sure of neither (seul and seule)."""
    phrases = phrases_at(prompt, WORDS)
    asked = SiteEar(ear=VirtualEar(), traps=everyday_words(WORDS)).among(phrases)
    sounds = [phonemes(phrase) for phrase in phrases]
    assert len(set(sounds)) == len(sounds)
    assert not {phonemes(trap) for trap in asked.traps} & set(sounds)


@pytest.mark.parametrize(
    ("step", "answer", "turned"),
    [
        ("organ-donation-wish", "je refuse", "je refuse pas"),
        ("organ-donation-heard", "je veux le retirer", "je ne veux pas le retirer"),
        ("organ-donation-heard", "je change d'avis", "je ne change pas d'avis"),
        ("who-hears", "je suis seul", "je suis pas seul"),
        ("who-hears", "personne n'entend", "une personne entend"),
        ("person-topic", "je veux bien", "je veux pas"),
        ("person-closed", "je veux un rappel", "je ne veux pas de rappel"),
        ("visit-stopped", "je veux continuer", "je ne veux pas continuer"),
        ("visit-cut-kept", "je veux l'entendre", "je ne veux pas l'entendre"),
    ],
)
def test_an_answer_turned_round_is_listened_for_too(step: str, answer: str, turned: str) -> None:
    """As another answer or as a trap: an engine that does not know it hears the answer in it."""
    phrases = phrases_at(PROMPTS[step], WORDS)
    asked = SiteEar(ear=VirtualEar(), traps=everyday_words(WORDS)).among(phrases)
    sounds = {sound_of(phrase) for phrase in (*asked.phrases, *asked.traps)}
    assert {sound_of(answer), sound_of(turned)} <= sounds
    assert understand_words(PROMPTS[step], turned, WORDS) != understand_words(PROMPTS[step], answer, WORDS)
