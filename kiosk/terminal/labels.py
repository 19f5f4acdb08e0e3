"""The terminal's own words: those that the site sent, over a small file of ours. Knows no screen."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.protocol import Settled

_FILE = Path(__file__).with_name("fallback.toml")


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def dock_words() -> dict[str, str]:
    """The words of the demonstration dock, which no visitor sees."""
    words: dict[str, str] = _file()["dock"]
    return words


class Labels:
    """Words by key. What the site says wins; a key that it lacks comes from our file, so nothing is ever blank."""

    def __init__(self, settled: Settled | None = None, help_number: str = "") -> None:
        own: dict[str, str] = _file()["labels"]
        given: Mapping[str, str] = settled.labels if settled else {}
        self._words = {**own, **{key: given[key] for key in given if given[key]}}
        self.place = settled.place if settled else _file()["fallback"]["place"]
        self.help_number: str = (settled and settled.help_number) or help_number or _file()["fallback"]["help_number"]
        self.is_demonstration = settled.is_demonstration if settled else False

    def __call__(self, key: str, **values: object) -> str:
        """One label; `{name}` is replaced by the value of that name."""
        words = self._words[key]
        for name, value in values.items():
            words = words.replace("{" + name + "}", str(value))
        return words
