"""The listening test: an independent recogniser writes down every fixed prompt as a telephone gives it.

`python -m tests.listening.run --report FILE`, after `pip install` of requirements-nightly.lock: some ten minutes. Ends
with 1 when too many words are wrong, or when one word that carries a choice is not heard.
"""

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.texts.words import load_words
from hardware.speech.pico import PicoSynthesizer
from ivr.line.phone_service import fixed_sentences
from ivr.turns import Sentence
from ivr.voice import mulaw
from ivr.voice.sound import Manner, Voice
from tests.listening.listener import CORES, NAME, Listener, listener
from tests.listening.report import Heard, mean_rate, page, verdict
from tests.listening.scoring import score

CONTROL_EVERY = 100
NOISE_DB = 5.0
"""Above the voice."""


def prompts() -> list[Sentence]:
    """Every fixed prompt, each text once."""
    by_text: dict[str, Sentence] = {}
    for sentence in fixed_sentences(load_words()):
        if sentence.text:
            by_text.setdefault(sentence.text, sentence)
    return list(by_text.values())


def heard_by(ear: Listener, sentence: Sentence, samples: NDArray[np.float64]) -> Heard:
    """Have one prompt written down, and compare."""
    written = ear.write_down(samples)
    return Heard(key=sentence.key, said=sentence.text, written=written, score=score(sentence.text, written))


def under_noise(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same prompt, and noise that is louder."""
    level = np.sqrt(np.mean(samples**2)) * 10 ** (NOISE_DB / 20)
    return samples + np.random.default_rng(5).normal(0.0, level, len(samples))


def main() -> int:
    """Listen to all, write the page, say what fails."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--report", type=Path, required=True, help="page to write, Markdown")
    asked.add_argument("--only", default="", help="prompts whose id or words hold this")
    given = asked.parse_args()
    voice = Voice(PicoSynthesizer(), "pico-fr")
    chosen = [each for each in prompts() if given.only in f"{each.key} {each.text}"]
    with listener() as ear, ThreadPoolExecutor(CORES) as pool:
        work = [(each, mulaw.decode(voice.say(each, Manner())) / 32768) for each in chosen]
        noisy = [(each, under_noise(samples)) for each, samples in work[::CONTROL_EVERY]]
        control = list(pool.map(lambda given: heard_by(ear, *given), noisy))
        all_heard = []
        for told in pool.map(lambda given: heard_by(ear, *given), work):
            all_heard.append(told)
            wrong = f": {told.said} -> {told.written}" if told.score.wrong else ""
            missed = f" NOT HEARD {' '.join(told.score.missed)}" if told.score.missed else ""
            sys.stdout.write(f"{len(all_heard)}/{len(work)} {told.key} {told.rate:.0%}{missed}{wrong}\n")
            sys.stdout.flush()
    control_rate = mean_rate(control)
    given.report.parent.mkdir(parents=True, exist_ok=True)
    given.report.write_text(page(all_heard, control_rate, NAME), encoding="utf-8")
    faults = verdict(all_heard, control_rate)
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    sys.stdout.write(f"mean word error rate {mean_rate(all_heard):.1%} over {len(all_heard)} prompts; {given.report}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
