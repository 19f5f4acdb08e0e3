"""Where the two weights of Relais Lisible are (SIL OFL 1.1, in OFL.txt; changes in FONTLOG.txt). Draws nothing.

They are Atkinson Hyperlegible Next with a zero without a slash, made by `build.py` from the files in `authors/`.
"""

from pathlib import Path

_HERE = Path(__file__).parent

FONT_REGULAR = _HERE / "RelaisLisible-Regular.ttf"
"""Weight 400: everything that is read."""

FONT_BOLD = _HERE / "RelaisLisible-Bold.ttf"
"""Weight 700: titles, numbers and the words that matter."""
