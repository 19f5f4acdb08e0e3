"""The mark of the house in one bit: somebody welcomes you at the door. Drawn with primitives; holds no picture."""

from PIL import Image, ImageDraw

MARK_SIZE = (57, 62)
"""Dots, wide and tall."""

_FINER = 8
_ARCH_ROUND = 57
_HEAD = (17, 12, 40, 35)
_SHOULDERS = (7, 37, 49, 86)


def brand_mark() -> Image.Image:
    """Draw an arch, a head and shoulders, 0 for ink."""
    wide, tall = MARK_SIZE
    fine = Image.new("L", (wide * _FINER, tall * _FINER), 255)
    pen = ImageDraw.Draw(fine)
    pen.ellipse(_scaled(0, 0, wide, _ARCH_ROUND), fill=0)
    pen.rectangle(_scaled(0, _ARCH_ROUND // 2, wide, tall), fill=0)
    pen.ellipse(_scaled(*_HEAD), fill=255)
    pen.ellipse(_scaled(*_SHOULDERS), fill=255)
    return fine.resize(MARK_SIZE, Image.Resampling.BOX).convert("1", dither=Image.Dither.NONE)


def _scaled(left: int, top: int, right: int, bottom: int) -> tuple[int, int, int, int]:
    return left * _FINER, top * _FINER, right * _FINER - 1, bottom * _FINER - 1
