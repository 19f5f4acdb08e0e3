"""Every question that a visit at a kiosk can meet, as the screens that people see. Found by walking everywhere."""

from dataclasses import dataclass, field, replace
from functools import cache

from core.demo.people import ODETTE
from core.domain.identifiers import PatientId
from core.domain.patients import Patient
from core.journeys.kiosk_visit import kiosk_visit
from core.journeys.steps import ShownStep
from core.texts.words import Words
from kiosk.present import Page, VisitView, page_screen, screen_for
from kiosk.protocol import Screen
from tests.journeys.explorer import WORLDS, explore

BEFORE_PROOF = (
    "card",
    "about-",
    "birth-date",
    "secret",
    "not-proved",
    "must-wait",
    "tries-over",
    "access-closed",
    "too-many",
)
ENDS = ("goodbye", "human-handover")
PATIENT = Patient(patient_id=PatientId("odette"), identity=ODETTE.identity)
VIEW = VisitView(screen_id=1, place="Pharmacie des Tilleuls", may_go_back=True, has_begun=True, has_card=True)
PROVED = replace(VIEW, patient=PATIENT)


@dataclass(frozen=True)
class Met:
    """One question as it is shown."""

    step: ShownStep
    view: VisitView
    screen: Screen = field(repr=False)

    @property
    def key(self) -> str:
        """Its key, for the name of a test."""
        return self.step.key


@cache
def every_step() -> tuple[ShownStep, ...]:
    """One of each: same key, same options, same numbers are one screen."""
    met = {_signature(meeting.step): meeting.step for world in WORLDS for meeting in explore(kiosk_visit, world)}
    return tuple(met.values())


def every_screen(words: Words) -> list[Met]:
    """Every question, drawn as somebody sees it: before proof without a name, after it with one."""
    return [
        Met(step, view, screen_for(step, words, view))
        for step in every_step()
        for view in (VIEW if step.key.startswith((*BEFORE_PROOF, *ENDS)) else PROVED,)
    ]


def every_page(words: Words) -> list[Screen]:
    """The gateway's own pages, over each kind of question, with a card and without."""
    first = {type(step): step for step in every_step()}
    return [
        page_screen(page, step, words, view, 30)
        for page in Page
        for step in (None, *first.values())
        for view in (replace(VIEW, has_card=False), VIEW, PROVED)
    ]


def _signature(step: ShownStep) -> tuple[object, ...]:
    facts = tuple(str(fact) for fact in step.facts.values())
    paper = getattr(step, "copies", 0), getattr(step, "on_sheets", False)
    return (step.key, facts, *paper, tuple(option.id for option in getattr(step, "options", ())))
