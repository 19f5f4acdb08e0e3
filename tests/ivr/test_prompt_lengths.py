"""No fixed prompt lasts longer than a person can follow, by the default voice, at its usual pace."""

import json
import subprocess
import sys

from core.journeys.phone_visit import phone_visit
from core.journeys.steps import Tell
from core.texts.words import Words
from ivr.line.phone_service import fixed_sentences
from ivr.turns import Sentence
from ivr.voice.prompt_lengths import EXPLANATIONS, LONGEST_EXPLANATION_S, LONGEST_S, longest_s
from tests.journeys.explorer import WORLDS, explore

WELCOME = "phone-welcome"
SURELY_SHORT = 120
"""Signs: as slow as the voice ever was, 8 of them a second, these take 15 s."""


def too_long(sentences: list[Sentence]) -> list[str]:
    """Rendered for real, as callers hear them."""
    texts = json.dumps([each.text for each in sentences])
    # In a process without a past: in another, Pico's pace moves by up to a tenth, see pico.py.
    done = subprocess.run(
        [sys.executable, "-m", "tests.ivr.prompt_seconds"], input=texts, capture_output=True, text=True, check=True
    )
    lasting = zip(sentences, json.loads(done.stdout), strict=True)
    return [f"{each.key}: {seconds:.1f} s" for each, seconds in lasting if seconds > longest_s(each.key)]


def test_every_fixed_prompt_is_short_enough(words: Words) -> None:
    """20 s; 35 for a right and for the welcome (issue 5)."""
    texts = {each.text: each for each in fixed_sentences(words) if len(each.text) > SURELY_SHORT}
    assert too_long(list(texts.values())) == []


def test_a_prompt_that_is_too_long_is_found() -> None:
    """The same words, as an explanation and as an ordinary prompt."""
    text = "Ceci est une phrase de taille moyenne, et en voici une autre. " * 5
    law = Sentence(key="organ-donation-law.spoken", text=text, is_personal=False)
    assert too_long([law]) == []
    (said,) = too_long([Sentence(key="main-menu.spoken", text=text, is_personal=False)])
    assert said.startswith("main-menu.spoken: 2")
    assert (longest_s("main-menu"), longest_s("phone-welcome.again")) == (LONGEST_S, LONGEST_EXPLANATION_S)


def test_the_longer_ones_are_the_words_of_the_law_and_the_welcome() -> None:
    """No other message may take their limit."""
    steps = [meeting.step for world in WORLDS for meeting in explore(phone_visit, world)]
    legal = {step.key for step in steps if isinstance(step, Tell) and step.is_legal}
    assert legal <= EXPLANATIONS
    assert EXPLANATIONS - legal <= {WELCOME, "organ-donation-law-minor"}
