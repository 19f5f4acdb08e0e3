"""A QR code on paper, that an ordinary telephone can read. Knows nothing of what it holds, except that it is ASCII."""

import qrcode
from PIL import Image

# Under six dots a module a telephone fails on thermal paper; tokens.toml asks for eight where they fit.
_DOTS_A_MODULE = (8, 7, 6)
_QUIET_MODULES = 4


def draw_square(content: str, width: int) -> Image.Image:
    """Draw it with its quiet zone, at most `width` dots. Raises ValueError when it could not be read from paper."""
    if not content.isascii() or not content:
        # Readers disagree on the alphabet of anything else (measured: an accent read as Japanese).
        raise ValueError("a square code holds ASCII and is not empty")
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=_QUIET_MODULES)
    code.add_data(content)
    code.make(fit=True)
    modules = code.get_matrix()
    dots = next((each for each in _DOTS_A_MODULE if len(modules) * each <= width), 0)
    if not dots:
        raise ValueError("a square code this long cannot be read from paper")
    small = Image.new("1", (len(modules), len(modules)), 1)
    small.putdata([0 if dark else 1 for row in modules for dark in row])
    return small.resize((len(modules) * dots, len(modules) * dots), Image.Resampling.NEAREST)
