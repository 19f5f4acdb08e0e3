"""Speaks standard input into a file with pyttsx3: `python -m hardware.speech.pyttsx3_worker PACE FILE`.

A process for each text: pyttsx3 loses files that wait in its queue, hangs in threads, and keeps a bad voice.
"""

import sys

import pyttsx3

FRENCH = "roa/fr"
"""The engine's own name of it; « fr » gives an empty file the next time."""


def main(pace: str, file: str) -> None:
    """Speak what is read, at so many words a minute."""
    engine = pyttsx3.init("espeak")
    engine.setProperty("voice", FRENCH)
    engine.setProperty("rate", int(pace))
    engine.save_to_file(sys.stdin.read(), file)
    engine.startLoop()  # it ends with the text; `runAndWait` ends before, and leaves no file of a long one


if __name__ == "__main__":
    main(*sys.argv[1:])
