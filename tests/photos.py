"""Photos of a paper as a telephone takes them: turned, tilted, blurred, badly lit, with the noise of a small lens."""

from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

_TABLE = 96
"""Grey of what the paper lies on."""
_AROUND = 150


@dataclass(frozen=True, kw_only=True)
class Shot:
    """How somebody held the telephone."""

    scale: float = 1.0
    """Pixels of the photo for each dot of the paper."""
    angle: float = 0.0
    """Degrees."""
    tilt: float = 0.0
    """How much narrower the far end is, as a part of the width."""
    blur: float = 0.0
    """Pixels."""
    darkest: float = 1.0
    """Light on the darker side, as a part of that on the other."""
    noise: float = 0.0
    """Deviation, of 255."""

    def take(self, paper: Image.Image) -> Image.Image:
        """The photo."""
        grey = paper.convert("L")
        grey = grey.resize((int(grey.width * self.scale), int(grey.height * self.scale)), Image.Resampling.BICUBIC)
        table = Image.new("L", (grey.width + 2 * _AROUND, grey.height + 2 * _AROUND), _TABLE)
        table.paste(grey, (_AROUND, _AROUND))
        width, height = table.size
        corners = (-self.tilt * width, 0, 0, height, width, height, width * (1 + self.tilt), 0)
        table = table.transform(
            table.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=_TABLE
        ).rotate(self.angle, Image.Resampling.BICUBIC, expand=True, fillcolor=_TABLE)
        table = table.filter(ImageFilter.GaussianBlur(self.blur))
        light = Image.linear_gradient("L").resize(table.size)
        light = light.point([int(255 * (self.darkest + (1 - self.darkest) * level / 255)) for level in range(256)])
        lit = ImageChops.multiply(table, light)
        return ImageChops.add(lit, Image.effect_noise(table.size, self.noise), offset=-128) if self.noise else lit


STEADY = Shot(angle=4, tilt=0.05, blur=1.2, darkest=0.8, noise=10)
SHOTS = {
    "scan": Shot(),
    "steady hand": STEADY,
    "across": Shot(angle=37, blur=1.2, darkest=0.7, noise=12),
    "upside down": Shot(angle=187, blur=1.2, noise=12),
    "from the side": Shot(tilt=0.25, angle=8, blur=1.0, noise=12),
    "out of focus": Shot(blur=2.4, angle=3, noise=8),
    "in the dusk": Shot(darkest=0.25, blur=1.2, noise=25),
    "from afar": Shot(scale=0.5, tilt=0.15, angle=20, blur=0.9, noise=6),
    "by a good telephone": Shot(scale=2.0, angle=12, tilt=0.1, blur=2.4, darkest=0.6, noise=12),
}
