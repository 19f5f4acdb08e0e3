"""The pages that a terminal shows by itself, without the site."""

from kiosk.terminal import own_pages
from kiosk.terminal.labels import Labels
from tests.gallery.sample import Sample, settled
from tests.gallery.samples_reading import menu


def own() -> list[Sample]:
    """The terminal's own pages."""
    labels = Labels(settled())
    lost = {"was_visit": True, "has_card": True}
    return [
        Sample("20-demarrage", own_pages.starting(labels)),
        Sample("20-coupe-libre", own_pages.cut(labels, was_visit=False, is_unsure=False, has_card=False)),
        Sample("20-coupe-visite", own_pages.cut(labels, is_unsure=False, **lost)),
        Sample("20-coupe-choix", own_pages.cut(labels, is_unsure=True, **lost)),
        Sample("20-aide-sans-site", own_pages.person(labels)),
        Sample("20-excuses", own_pages.sorry(labels)),
        Sample("20-reprenez", own_pages.goodbye(labels, has_card=True)),
        Sample("20-merci", own_pages.goodbye(labels, has_card=False)),
        Sample("20-voix-haute", own_pages.aloud(labels, menu())),
        Sample("20-pas-de-son", own_pages.no_sound(labels, menu())),
    ]
