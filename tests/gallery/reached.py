"""What people really meet: every question of a visit, every page of the gateway, every paper, drawn by the product."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from msgspec import structs
from PIL import Image

from core.acts.perform import Door
from core.demo.seed import seed
from core.domain.documents import HealthDocument, Reading
from core.domain.organ_donation import Organ, Position
from core.journeys.documents import document_facts, document_lines
from core.journeys.organ_donation import Draft, statement
from core.journeys.steps import Choose, Enter, GivePaper, PresentCard, Read, ShownStep
from core.storage.keys import open_keys
from core.storage.opening import open_store
from core.texts.words import Words
from hardware.receipt_printer.drawing import draw
from kiosk.present import Page, blocks_for, new_machine_screen, page_screen, paper_lines, screen_for
from kiosk.protocol import Bar, PrinterState, ScreenKind
from kiosk.terminal import own_pages
from kiosk.terminal.labels import Labels
from kiosk.terminal.local import Local, Own
from kiosk.terminal.papers import paper_of
from kiosk.terminal.sheets import sheets
from service.chance import SystemChance
from service.clock import SettableClock
from tests.gallery.samples import Sample, settled
from tests.hardware.pages import picture_of
from tests.journeys.explorer import NOW
from tests.kiosk.steps_met import PROVED, VIEW, Met, every_screen, every_step

WARNING_S = 30
NOTICE = "La pharmacie ferme à midi. Le Relais de la mairie est ouvert jusqu'à 17 heures."
"""As long as one may be."""


def every_real(words: Words) -> list[Sample]:
    """Questions, documents, then the pages that stand over them. Takes about two seconds."""
    questions = [sample for met in every_screen(words) for sample in _drawn(met)]
    return _numbered(
        [*questions, *_longest(words), *_documents(words), *_welcomes(words), *_new_machine(words), *_pages(words)]
    )


def every_paper(words: Words) -> Iterator[tuple[str, Image.Image]]:
    """Each paper that a visit prints, as the printer draws it."""
    papers = [step for step in every_step() if isinstance(step, GivePaper)]
    for at, step in enumerate(papers, 1):
        lines = paper_lines(step, words, VIEW.place, is_demonstration=True)
        if step.on_sheets:
            blocks = blocks_for(step.reading.blocks, words) if step.reading else ()
            for number, page in enumerate(sheets(lines, blocks), 1):
                yield f"{at:02}-{step.key}-a4-{number}", picture_of(page)
        else:
            yield f"{at:02}-{step.key}", draw(paper_of(lines))


def _numbered(samples: list[Sample]) -> list[Sample]:
    return [replace(sample, name=f"{at:03}-{sample.name}") for at, sample in enumerate(samples, 1)]


def _drawn(met: Met) -> Iterator[Sample]:
    floor = met.key == "main-menu"
    screen = structs.replace(met.screen, bar=Bar(may_go_back=False)) if floor else met.screen
    yield Sample(met.key, screen, Local(left_s=screen.countdown_s))
    if screen.kind is ScreenKind.PICK:
        keys = [key.id for key in screen.keys]
        yield Sample(f"{met.key}-picked", screen, Local(picked=(keys[1], keys[-1])))
    if screen.field is not None:
        yield Sample(f"{met.key}-typed", screen, Local(typed="12031942"[: screen.field.length]))


def _longest(words: Words) -> Iterator[Sample]:
    """The longest statement that can be kept: every organ but one."""
    said = statement(Draft(position=Position.REFUSAL, organs=frozenset(Organ) - {Organ.HEART}))
    for key in ("organ-donation-recap", "organ-donation-keep", "organ-donation-held-refusal"):
        step = next(step for step in every_step() if step.key == key)
        longest = replace(step, facts={**step.facts, "statement": said})
        yield Sample(f"{key}-longest", screen_for(longest, words, PROVED))


def _documents(words: Words) -> Iterator[Sample]:
    """Odette's own list and everything in it: a made-up document says too little about how pages break."""
    documents, readings = _odette()
    listed = Choose(key="documents", options=document_lines(documents), facts={"count": len(documents)}, is_list=True)
    screen = screen_for(listed, words, PROVED)
    yield Sample("list", screen)
    yield Sample("list-page-2", screen, Local(page=1))
    yield Sample("list-aloud", own_pages.aloud(Labels(settled()), screen))
    options = next(step.options for step in every_step() if isinstance(step, Read))
    for document, reading in zip(documents[:6], readings, strict=False):
        step = Read(key="document", reading=reading, options=options, facts=document_facts(document))
        read = screen_for(step, words, PROVED)
        yield Sample("reading", read)
        yield Sample("reading-page-2", read, Local(page=1))
    yield Sample("see-better", screen, Local(own=Own.SEE))


def _odette() -> tuple[tuple[HealthDocument, ...], tuple[Reading, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "site")
        keys = open_keys(Path(folder) / "site")
        people = seed(Door(store=store, clock=SettableClock(NOW), ids=SystemChance(), keys=keys))
        with store.begin() as records:
            documents = records.documents.newest_first(people["odette"])
            readings = tuple(
                records.documents.open(people["odette"], document.document_id) for document in documents[:6]
            )
        store.close()
    return documents, readings


def _welcomes(words: Words) -> Iterator[Sample]:
    """The kiosk that nobody uses, with paper and without."""
    welcome = next(step for step in every_step() if step.key == "card-wanted")
    for state in (PrinterState.READY, PrinterState.NO_PAPER, PrinterState.UNREACHABLE):
        free = replace(VIEW, may_go_back=False, has_begun=False, has_card=False, printer=state)
        yield Sample(f"welcome-{state.value}", screen_for(welcome, words, free))
        yield Sample(f"welcome-{state.value}-notice", screen_for(welcome, words, replace(free, notice=NOTICE)))


def _new_machine(words: Words) -> Iterator[Sample]:
    """Before anybody has put it in its place."""
    for is_again in (False, True):
        screen = new_machine_screen(words, 1, is_again=is_again)
        yield Sample("new-machine", screen, Local(typed="407193"))


def _pages(words: Words) -> Iterator[Sample]:
    """As the gateway shows them: help and « are you there » over a visit, the others without anybody's name."""
    first: dict[type[ShownStep], ShownStep] = {type(step): step for step in reversed(every_step())}
    nobody = replace(VIEW, may_go_back=False)
    for page in Page:
        if page in (Page.WAIT, Page.LONG_WAIT):
            views = [(PresentCard, nobody), (Enter, nobody), (Choose, nobody)]
        elif page in (Page.CLOSED, Page.FAREWELL, Page.APOLOGY):
            views = [(Choose, nobody), (Choose, replace(nobody, has_card=False))]
        else:
            views = [(Choose, PROVED)]
        for kind, view in views:
            screen = page_screen(page, first[kind], words, view, WARNING_S)
            yield Sample(page.value, screen, Local(left_s=screen.countdown_s))
