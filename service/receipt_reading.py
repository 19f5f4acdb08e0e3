"""Finds the text of receipts in what somebody hands over: a photo, the text itself, a file of texts. Believes none."""

import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from service.faults import OperatorError

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE = 50_000_000
"""Bytes of a photo; the best telephones make some 20 MB."""
_KINDS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")
"""No other: some kinds are programs, which a library would run."""
_UNREADABLE = "not a picture that can be read"
_BLURRED_PIXELS = 8_000_000
"""A picture with more is not made larger: its square has dots enough."""
_LOOKS_LIKE_ONE = re.compile(r"RS[0-9]+\|\S.*")


def read_receipts(given: str) -> list[str]:
    """Every receipt in what was given, in order.

    Raises `OperatorError` when it is neither a receipt nor a file, or when none is found in the picture.
    """
    if _LOOKS_LIKE_ONE.fullmatch(given.strip()):
        return [given.strip()]
    path = Path(given)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise OperatorError(f"{given}: larger than {LARGEST_FILE} bytes")
        picture = _picture(path)
        found = _in_text(path.read_bytes()) if picture is None else _in_picture(picture)
    except OSError as fault:
        raise OperatorError(f"{given}: {fault.strerror or _UNREADABLE}") from None
    if not found:
        raise OperatorError(f"{given}: no receipt was found; take the picture again, flat, close, in good light")
    return found


def _picture(path: Path) -> "Image | None":
    """In grey; None when it is no picture of a kind that telephones and scanners make."""
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=_KINDS) as picture:
                return picture.convert("L")
        except UnidentifiedImageError:
            return None
        except (Image.DecompressionBombWarning, Image.DecompressionBombError, SyntaxError, ValueError):
            raise OperatorError(f"{path}: {_UNREADABLE}") from None


def _in_text(content: bytes) -> list[str]:
    lines = content.decode("utf-8", errors="replace").splitlines()
    return [line.strip() for line in lines if _LOOKS_LIKE_ONE.fullmatch(line.strip())]


def _in_picture(grey: "Image") -> list[str]:
    """The squares of receipts; the picture is looked at again, sharper then larger, while none is found."""
    from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes

    for look in _looks(grey):
        texts = [square.text for square in read_barcodes(look, formats=BarcodeFormats(BarcodeFormat.QRCode))]
        found = [text for text in texts if _LOOKS_LIKE_ONE.fullmatch(text)]
        if found:
            return found
    return []


def _looks(grey: "Image") -> "Iterator[Image]":
    from PIL import Image, ImageFilter

    yield grey
    yield grey.filter(ImageFilter.UnsharpMask(radius=3, percent=200, threshold=0))
    if grey.width * grey.height <= _BLURRED_PIXELS:
        yield grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
