"""Pages as a PDF of A4 sheets: every dot of a picture is kept, whatever its size. Knows no printer.

The document names nobody: no title, no author.
"""

from collections.abc import Sequence
from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image, UnidentifiedImageError

from hardware.ports import Page

SHEET_MM = (210.0, 297.0)
MARGIN_MM = 6.0
"""What nearly every printer leaves white."""

_POINTS_PER_MM = 72 / 25.4


def pdf_of(pages: Sequence[Page]) -> bytes:
    """One sheet a page, the picture fitted inside the margins. Raises ValueError when there is no picture to print."""
    if not pages:
        raise ValueError("no page to print")
    pictures = [_picture(page) for page in pages]
    document = pdfium.PdfDocument.new()
    for picture in pictures:
        _add(document, picture)
    written = BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()


def _picture(page: Page) -> Image.Image:
    try:
        with Image.open(BytesIO(page.png)) as image:
            if "A" not in image.getbands() and "transparency" not in image.info:
                return image.convert("RGB")
            seen = image.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise ValueError("a page that is no picture") from None
    paper = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(paper, seen).convert("RGB")


def _add(document: pdfium.PdfDocument, picture: Image.Image) -> None:
    wide, tall = (side * _POINTS_PER_MM for side in SHEET_MM)
    margin = MARGIN_MM * _POINTS_PER_MM
    scale = min((wide - 2 * margin) / picture.width, (tall - 2 * margin) / picture.height)
    placed_wide, placed_tall = picture.width * scale, picture.height * scale
    drawn = pdfium.PdfImage.new(document)
    drawn.set_bitmap(pdfium.PdfBitmap.from_pil(picture))
    middle = ((wide - placed_wide) / 2, (tall - placed_tall) / 2)
    drawn.set_matrix(pdfium.PdfMatrix().scale(placed_wide, placed_tall).translate(*middle))
    sheet = document.new_page(wide, tall)
    sheet.insert_obj(drawn)
    sheet.gen_content()
    sheet.close()
