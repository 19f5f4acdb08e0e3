"""One hostile file in, pages as PNG and words out, in a process that limits itself. Run by `attachments` only.

Usage: python -m core.interop.attachment_worker pdf|image, bytes on standard input, msgpack on standard output.
Exit 0 with pages; 1 when the file can't be read; 2 when it passes a limit of size; killed when it passes another.
"""

import io
import resource
import sys
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

MEMORY_BYTES = 512 * 1024 * 1024
PROCESSOR_SECONDS = 5
MAX_PAGES = 30
MAX_PAGE_LETTERS = 20_000
MAX_IMAGE_PIXELS = 25_000_000
SHOWN_PIXELS = 1_600
"""The longer side of a picture: a kiosk of 1280 by 1024 shows a page once and enlarged."""
_POINTS_PER_INCH = 72
_PAGE_DPI = 140
_UNREADABLE = 1
_TOO_LARGE = 2


def limit_myself() -> None:
    """No more memory, time, file or core dump than a page needs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def pages_of_pdf(data: bytes) -> tuple[list[tuple[bytes, str]], int]:
    """Draw the first pages and take their words; scripts and links in the file are never followed (R70a)."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    total = len(document)
    return [_page(document[number]) for number in range(min(total, MAX_PAGES))], total


def _page(page: "pypdfium2.PdfPage") -> tuple[bytes, str]:
    """One page at reading size, whatever size it claims."""
    width, height = page.get_size()
    scale = min(_PAGE_DPI / _POINTS_PER_INCH, SHOWN_PIXELS / max(width, height, 1))
    picture = page.render(scale=scale).to_pil().convert("RGB")
    words = page.get_textpage().get_text_bounded()
    return _png(picture), words[:MAX_PAGE_LETTERS]


def pages_of_image(data: bytes) -> tuple[list[tuple[bytes, str]], int]:
    """Draw one image again: nothing of the original bytes is handed on."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # our own cap stands below, before a single point is decoded
    picture: Image.Image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF"))
    if picture.width * picture.height > MAX_IMAGE_PIXELS:
        sys.exit(_TOO_LARGE)
    picture.draft("RGB", (SHOWN_PIXELS, SHOWN_PIXELS))
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((SHOWN_PIXELS, SHOWN_PIXELS))
    paper = Image.new("RGBA", upright.size, "white")
    paper.alpha_composite(upright)
    return [(_png(paper.convert("RGB")), "")], 1


def _png(picture: "Image.Image") -> bytes:
    """A plain PNG without any metadata of the source."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def main() -> int:
    """Read, draw, answer."""
    limit_myself()
    draw = {"pdf": pages_of_pdf, "image": pages_of_image}[sys.argv[1]]
    try:
        answer = draw(sys.stdin.buffer.read())
    except MemoryError:
        return _TOO_LARGE
    except Exception:  # noqa: BLE001 - whatever a decoder raises, the file can't be read; this process ends here
        return _UNREADABLE
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
