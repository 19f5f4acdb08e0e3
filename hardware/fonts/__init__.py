"""Where the two weights of Atkinson Hyperlegible Next are (SIL OFL 1.1, in OFL.txt). Draws nothing.

The family has no zero without a slash, so it is used as its authors made it, under its own name.
"""

from pathlib import Path

_HERE = Path(__file__).parent

FONT_REGULAR = _HERE / "AtkinsonHyperlegibleNext-Regular.ttf"
"""Weight 400: everything that is read."""

FONT_BOLD = _HERE / "AtkinsonHyperlegibleNext-Bold.ttf"
"""Weight 700: titles, numbers and the words that matter."""
