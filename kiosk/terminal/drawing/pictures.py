"""Icons and document pages as textures of the exact size they are drawn at. Keeps icons only: they are nobody's."""

from importlib.resources import files
from io import BytesIO

from kivy.graphics.texture import Texture
from PIL import Image

_icons: dict[tuple[str, str, int], Texture] = {}


def icon_texture(name: str, weight: str, side_px: int) -> Texture:
    """A white drawing on transparent, reduced once for each size; an unknown name gives the « info » sign."""
    key = (name, weight, side_px)
    if key not in _icons:
        _icons[key] = _texture(_icon(name, weight).resize((side_px, side_px), Image.Resampling.LANCZOS))
    return _icons[key]


def _icon(name: str, weight: str) -> Image.Image:
    folder = files("kiosk.terminal.icons")
    safe = name if name.replace("-", "").isalnum() else "info"
    file = folder / f"{safe}-{weight}.png"
    data = file.read_bytes() if file.is_file() else (folder / f"info-{weight}.png").read_bytes()
    with Image.open(BytesIO(data)) as image:
        return image.convert("RGBA")


def photo_texture(png: bytes, part: tuple[float, float], size_px: tuple[int, int]) -> Texture:
    """A page of a document, or a slice of it, smoothly reduced."""
    with Image.open(BytesIO(png)) as image:
        box = (0, int(image.height * part[0]), image.width, max(int(image.height * part[1]), 1))
        page = image.convert("RGBA").crop(box)
        return _texture(page.resize(size_px, Image.Resampling.LANCZOS))


def _texture(image: Image.Image) -> Texture:
    texture = Texture.create(size=image.size, colorfmt="rgba")
    texture.blit_buffer(image.tobytes(), colorfmt="rgba", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture
