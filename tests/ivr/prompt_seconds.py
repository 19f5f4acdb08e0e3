"""How long each text of a JSON list lasts on the line, in seconds: `python -m tests.ivr.prompt_seconds`."""

import json
import sys

from hardware.speech.pico import PicoSynthesizer
from ivr.turns import Sentence
from ivr.voice import mulaw
from ivr.voice.sound import Manner, Voice


def main() -> None:
    """By the default voice at its usual pace."""
    voice = Voice(PicoSynthesizer(), "pico")
    said = [Sentence(key="", text=text, is_personal=False) for text in json.load(sys.stdin)]
    json.dump([mulaw.seconds(voice.say(each, Manner())) for each in said], sys.stdout)


if __name__ == "__main__":
    main()
