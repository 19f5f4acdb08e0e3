"""Steps as screens and papers: pure, so that all touch wording, order and choices are tested without a window."""

from kiosk.present.labels import labels
from kiosk.present.new_machine import INSTALLATION_CODE, new_machine_screen
from kiosk.present.pages import Page, PageKey, page_key, page_screen
from kiosk.present.papers import paper_lines
from kiosk.present.reading import blocks_for
from kiosk.present.screens import screen_for
from kiosk.present.view import VisitView

__all__ = [
    "INSTALLATION_CODE",
    "Page",
    "PageKey",
    "VisitView",
    "blocks_for",
    "labels",
    "new_machine_screen",
    "page_key",
    "page_screen",
    "paper_lines",
    "screen_for",
]
