"""One fictional screen for every kind and state, after the design team's pictures. The one door to all samples."""

from dataclasses import replace

from msgspec import structs

from kiosk.protocol import ScreenKind
from kiosk.terminal.local import Local
from tests.gallery.sample import FULL, Sample, band, settled
from tests.gallery.samples_arriving import before_proof, code
from tests.gallery.samples_help_and_trouble import helping, trouble
from tests.gallery.samples_own_pages import own
from tests.gallery.samples_reading import documents, menu, reading
from tests.gallery.samples_speaking import speaking, spoken_menu
from tests.gallery.samples_wishes import blocking, directives, donation

__all__ = [
    "FULL",
    "Sample",
    "band",
    "before_proof",
    "code",
    "documents",
    "donation",
    "every",
    "menu",
    "others",
    "own",
    "reading",
    "settled",
    "spoken_menu",
]


def others() -> list[Sample]:
    """Blocking, trouble, typing, help."""
    return [
        Sample("08b-bloquer", blocking()),
        *trouble(),
        Sample(
            "16-saisie-texte",
            directives(),
            Local(typed="Je veux rester chez moi le plus longtemps possible. Je ne veux pas de"),
        ),
        *helping(),
    ]


def every() -> list[Sample]:
    """All of them, in the order of the pictures."""
    return [
        *before_proof(),
        Sample("04-menu", menu()),
        Sample("04-menu-voix", menu(), Local(is_speaking=True, focused="health")),
        Sample("05-documents", documents()),
        Sample("05-documents-fin", documents(), Local(page=4)),
        *reading(),
        *donation(),
        *others(),
        *own(),
        *speaking(),
        *trials(),
        *long_names(),
    ]


def long_names() -> list[Sample]:
    """Sixty letters of name, a birth place of forty, titles in signs that we lack: nothing is cut, no box is empty."""
    name = "Marie-Antoinette-Joséphine de La Rochefoucauld-Montmorency"
    born = "née le 12 mars 1942 à Saint-Remy-en-Bouzemont-Saint-Genest"
    longest = structs.replace(band("Don d’organes", step=4), person=name)
    listed = documents()
    titles = ("تقرير طبي", "血液検査 2026", "Bilan 🩸 annuel", "A" * 60)
    odd = tuple(structs.replace(row, label=title) for row, title in zip(listed.keys, titles, strict=False))
    far = structs.replace(band("Menu", "lundi 23 novembre"), person_detail=born)
    return [
        Sample("31-nom-long", structs.replace(donation()[-2].screen, band=longest)),
        Sample("31-lieu-long", structs.replace(menu(), band=far)),
        Sample("31-titres-d-ailleurs", structs.replace(listed, keys=odd)),
    ]


def trials() -> list[Sample]:
    """Where nothing is anybody's, every screen says so: with a band and without."""
    asked = next(sample for sample in helping() + trouble() if sample.screen.kind is ScreenKind.IDLE)
    return [
        Sample("30-essai-menu", menu(), is_demonstration=True),
        replace(donation()[-2], name="30-essai-confirmer", is_demonstration=True),
        replace(asked, name="30-essai-etes-vous-la", is_demonstration=True),
    ]
