"""What a person chose to see better, and the colours, type and times that follow. Knows no widget and no window."""

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_SRGB_KNEE = 0.04045
_FILE = Path(__file__).with_name("theme.toml")


@dataclass(frozen=True, kw_only=True)
class Look:
    """What « Voir mieux » changes, at once and until the visit ends. All of them combine."""

    is_dark: bool = False
    is_large: bool = False
    is_low: bool = False
    is_calm: bool = False
    """Few choices at a time, one under the other."""


@dataclass(frozen=True, kw_only=True)
class Glass:
    """The real screen: its size in pixels, and how many of them make a millimetre (a setting, never guessed)."""

    width_px: int = 1280
    height_px: int = 1024
    px_per_mm: float = 3.40

    @property
    def width(self) -> float:
        """In millimetres."""
        return self.width_px / self.px_per_mm

    @property
    def height(self) -> float:
        """In millimetres."""
        return self.height_px / self.px_per_mm

    def px(self, mm: float) -> int:
        """A length or a place in whole pixels, so that edges are sharp."""
        return round(mm * self.px_per_mm)

    def font_px(self, mm: float) -> int:
        """A type size, rounded up: never under the floor."""
        return math.ceil(mm * self.px_per_mm - 1e-6)


@dataclass(frozen=True, kw_only=True)
class Type:
    """One of the few sizes of type, in millimetres."""

    size: float
    line: float
    """From one line to the next."""


@dataclass(frozen=True, kw_only=True)
class Times:
    """How long things last, in seconds (look/tokens, time)."""

    press_shown: float
    ignore_second_touch: float
    ignore_after_new_screen: float
    idle_count_step: int


@cache
def _tokens() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def colours(*, is_dark: bool) -> dict[str, str]:
    """Every colour by its name, as #RRGGBB."""
    palette: dict[str, str] = _tokens()["colour"]["dark" if is_dark else "light"]
    return palette


def rgb(hexadecimal: str) -> tuple[float, float, float]:
    """A colour as three parts from 0 to 1."""
    red, green, blue = (int(hexadecimal[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """How far apart two colours are, from 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(hexadecimal: str) -> float:
    # The constants are those of sRGB, IEC 61966-2-1.
    parts = [part / 12.92 if part <= _SRGB_KNEE else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(hexadecimal)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@cache
def type_of(name: str, growth: float = 0.0) -> Type:
    """One size of type; `growth` goes from 0, normal, to 1, large."""
    token = _tokens()["type"][name]
    factor = 1 + (_tokens()["type"]["large"][name] - 1) * growth
    return Type(size=token["size"] * factor, line=token["size"] * token["line"] * factor)


@cache
def times() -> Times:
    """The terminal's own delays."""
    token = _tokens()["time"]
    return Times(
        press_shown=token["press_shown_ms"] / 1000,
        ignore_second_touch=token["ignore_second_touch_ms"] / 1000,
        ignore_after_new_screen=token["ignore_after_new_screen_ms"] / 1000,
        idle_count_step=token["idle_count_step_s"],
    )
