"""Screens where an answer may be spoken: at rest, listening, not understood, while the voice speaks."""

from msgspec import structs

from kiosk.protocol import Screen
from kiosk.terminal.local import Local, Spoken
from tests.gallery.sample import Sample
from tests.gallery.samples_reading import menu
from tests.gallery.samples_wishes import donation

_SAID = {
    "documents": ("mes documents", "documents"),
    "health": ("ma santé",),
    "access": ("qui voit mon espace",),
    "wishes": ("don d’organes", "mes volontés"),
}


def spoken_menu() -> Screen:
    """The menu, with what may be said instead of touching."""
    screen = menu()
    keys = tuple(structs.replace(key, words=_SAID.get(key.id, ())) for key in screen.keys)
    return structs.replace(screen, keys=keys)


def speaking() -> list[Sample]:
    """Every state of the strip."""
    screen = spoken_menu()
    choice = next(sample.screen for sample in donation() if sample.name == "07b-don-choix")
    wish = structs.replace(choice, keys=tuple(structs.replace(key, words=(key.id,)) for key in choice.keys))
    return [
        Sample("32-parler", screen, hears=True),
        Sample("32-parler-maintenant", screen, Local(spoken=Spoken.NOW), hears=True),
        Sample("32-parler-pas-compris", screen, Local(spoken=Spoken.UNSURE), hears=True),
        Sample("32-parler-silence", screen, Local(spoken=Spoken.SILENCE), hears=True),
        Sample("32-parler-en-panne", screen, Local(spoken=Spoken.UNABLE), hears=True),
        Sample("32-parler-voix", screen, Local(is_speaking=True), hears=True),
        Sample("32-parler-choix", wish, hears=True),
    ]
