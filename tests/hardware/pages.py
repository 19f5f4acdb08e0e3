"""Pages that say which way up they are, and pages read back from what a printer was sent."""

from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from hardware.ports import Page


def _page(picture: Image.Image) -> Page:
    written = BytesIO()
    picture.save(written, "PNG")
    return Page(png=written.getvalue())


def _letter() -> Page:
    picture = Image.new("L", (620, 877), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 619, 876), outline=0)
    pen.text((40, 60), "this side up", fill=0)
    return _page(picture)


def _colours() -> Page:
    """Wider than tall, with a transparent half: it comes out on white."""
    picture = Image.new("RGBA", (400, 200), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, 199, 99), fill=(200, 30, 30, 255))
    return _page(picture)


LETTER, COLOURS = _letter(), _colours()


def picture_of(page: Page) -> Image.Image:
    """What a person sees of it, on white paper."""
    with Image.open(BytesIO(page.png)) as image:
        seen = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")


def pages_in(document: bytes) -> list[Image.Image]:
    """The one picture on each sheet of a PDF, dot by dot."""
    pictures = []
    for sheet in pdfium.PdfDocument(document):
        (drawn,) = sheet.get_objects()
        pictures.append(drawn.get_bitmap().to_pil().convert("RGB"))
    return pictures
