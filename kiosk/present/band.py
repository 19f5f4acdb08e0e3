"""The top of a screen: where I am, who I am. No name before proof; the number of the card never."""

from core.domain.patients import Patient
from core.journeys.steps import Stage
from core.texts.facts import Facts
from core.texts.words import Words
from kiosk.present.view import VisitView
from kiosk.protocol import Band, Progress

BRAND = "kiosk-brand"


def band_for(key: str, facts: Facts, words: Words, view: VisitView, stage: Stage | None = None) -> Band:
    """Name the journey, and the step of it; before proof, the place."""
    return Band(
        title=words.written(_named(key, words)),
        detail=_detail(key, facts, words, view, stage),
        progress=Progress(step=stage[0], steps=stage[1]) if stage else None,
        person=person(view.patient, words) if view.patient else "",
        person_detail=born(view.patient, words) if view.patient else "",
    )


def person(patient: Patient, words: Words) -> str:
    """« Odette Lefort »."""
    return words.written("kiosk-person", {"first": patient.first_name, "family": patient.family_name})


def born(patient: Patient, words: Words) -> str:
    """« née le 12 mars 1942 à Aubigny »: name, sex, date and place in words, the INS traits (B32)."""
    identity = patient.identity
    facts: Facts = {"date": identity.birth_date, "place": identity.birth_place}
    return words.written(f"kiosk-born--{identity.sex.value}", facts)


def said_by(patient: Patient, words: Words) -> str:
    """Who states what is about to be kept."""
    return words.written("kiosk-person-said", {"person": person(patient, words), "born": born(patient, words)})


def _detail(key: str, facts: Facts, words: Words, view: VisitView, stage: Stage | None) -> str:
    if stage is not None:
        return words.written("kiosk-stage", {"step": stage[0], "steps": stage[1]})
    own = " ".join(words.lines(key, facts, "detail"))
    return own or ("" if view.patient else view.place)


def _named(key: str, words: Words) -> str:
    """The message that names where we are: of the longest beginning of the step's key that has one."""
    parts = key.split("-")
    for length in range(len(parts), 0, -1):
        named = "kiosk-band--" + "-".join(parts[:length]).rstrip("-")
        if words.has(named):
            return named
    return BRAND
