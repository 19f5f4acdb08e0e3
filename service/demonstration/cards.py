"""The cards of the fictional people, for the dock and the scripted visit. A couple shares one, as couples do."""

from core.demo.people import PEOPLE, DemoPerson
from hardware.ports import CardHolder
from kiosk.terminal.settings import DemonstrationCard


def demonstration_cards() -> tuple[DemonstrationCard, ...]:
    """One card a number, with everybody who has it (R89a); the dock shows the public secret codes too."""
    by_number: dict[str, list[DemoPerson]] = {}
    for person in PEOPLE:
        by_number.setdefault(person.nir, []).append(person)
    return tuple(
        DemonstrationCard(
            name=_named(people),
            holders=tuple(holder(person) for person in people),
        )
        for people in by_number.values()
    )


def _named(people: list[DemoPerson]) -> str:
    """On one line of the dock: first names are enough to tell a couple apart."""
    if len(people) == 1:
        return f"{people[0].shown_name} {people[0].secret}"
    return ", ".join(f"{person.identity.first_names[0].capitalize()} {person.secret}" for person in people)


def holder(person: DemoPerson) -> CardHolder:
    """What the card says of one person."""
    return CardHolder(
        nir=person.nir,
        family_name=person.used_name or person.identity.birth_name,
        first_name=person.identity.first_names[0],
        birth_date=person.birth_date,
    )
