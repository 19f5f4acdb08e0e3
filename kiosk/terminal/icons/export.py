"""Draws the icon set: Phosphor's SVG files to white PNG files, run by hand when a name is added.

Knows `rsvg-convert` (Debian: librsvg2-bin) and the assets of `npm pack @phosphor-icons/core`. Not used at run time.
"""

import subprocess
import sys
from pathlib import Path

from PIL import Image

SIDE = 192
"""Pixels; larger than any icon drawn, so that every density is a reduction."""

NAMES = (
    "files",
    "file-text",
    "chat-circle-text",
    "heartbeat",
    "users-three",
    "eye",
    "eye-slash",
    "user",
    "user-gear",
    "flask",
    "pill",
    "stethoscope",
    "hospital",
    "syringe",
    "hand-palm",
    "list-checks",
    "chats-circle",
    "clock",
    "lock-key",
    "printer",
    "receipt-x",
    "arrows-counter-clockwise",
    "arrows-clockwise",
    "prohibit",
    "handshake",
    "monitor",
    "identification-card",
    "question",
    "phone",
    "headphones",
    "wheelchair",
    "text-aa",
    "speaker-high",
    "stop",
    "minus",
    "plus",
    "arrow-counter-clockwise",
    "arrow-left",
    "arrow-right",
    "caret-up",
    "caret-down",
    "caret-right",
    "check",
    "x",
    "backspace",
    "arrow-elbow-down-left",
    "sign-out",
    "house",
    "key",
    "hourglass",
    "magnifying-glass-plus",
    "magnifying-glass-minus",
    "list-bullets",
    "pencil-simple",
    "info",
    "warning-circle",
    "arrow-up",
    "hand-tap",
    "map-pin",
    "squares-four",
    "arrow-fat-down",
    "arrow-fat-right",
    "image",
    "calendar-blank",
    "receipt",
    "bell",
    "envelope-simple",
    "microphone",
)


def main(assets: Path, to: Path) -> None:
    """Write `NAME-bold.png` and `NAME-fill.png` for every name: white, with the shape in the alpha channel."""
    for name in NAMES:
        for weight in ("bold", "fill"):
            svg = (assets / weight / f"{name}-{weight}.svg").read_bytes()
            size = ["-w", str(SIDE), "-h", str(SIDE)]
            out = ["-o", str(to / f"{name}-{weight}.png")]
            subprocess.run(["rsvg-convert", *size, *out], input=svg.replace(b"currentColor", b"#FFFFFF"), check=True)
            _slim(to / f"{name}-{weight}.png")


def _slim(file: Path) -> None:
    """Keep two channels: white, and the shape."""
    with Image.open(file) as image:
        alpha = image.convert("RGBA").getchannel("A")
    Image.merge("LA", (Image.new("L", alpha.size, 255), alpha)).save(file, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent)
