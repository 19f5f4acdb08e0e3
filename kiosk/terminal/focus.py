"""Where the keypad can go on a screen, and in which order. Pure: knows shapes and ids, no word and no screen."""

from kiosk.terminal.scene import KeyShape, Scene

PAGE = "~page"
"""Title and body: one stop, the first."""
BAR = ("~back", "~listen", "~see", "~low", "~help", "~end")


def stops(scene: Scene) -> tuple[str, ...]:
    """The page, the keys of the middle row by row, then the bar. Keys that are off are stops too: they say why."""
    return (PAGE, *(shape.id for shape in sorted(scene.touchable(), key=_place)))


def _place(shape: KeyShape) -> tuple[bool, int, float]:
    return shape.id in BAR, round(shape.rect.y), shape.rect.x


def stay(order: tuple[str, ...], id_: str) -> str:
    """The same stop after the screen changed under it; a letter is found again small or capital, else the page."""
    if id_ in order:
        return id_
    return next((other for other in order if other.lower() == id_.lower()), PAGE)


def step(order: tuple[str, ...], id_: str, by: int) -> tuple[str, bool]:
    """The stop `by` further, and whether an end of the ring was passed: nothing holds anybody (EN 301 549, 5.1.6.2)."""
    at = order.index(stay(order, id_)) + by
    return order[at % len(order)], not 0 <= at < len(order)


def shape_of(scene: Scene, id_: str) -> KeyShape | None:
    """The key behind a stop; none behind the page."""
    return next((shape for shape in scene.touchable() if shape.id == id_), None)
