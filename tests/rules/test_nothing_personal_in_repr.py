"""No dataclass writes somebody's name, number, secret or health into a log when it is printed."""

import dataclasses
import importlib
import pkgutil
from types import ModuleType

import pytest

import core
import hardware
import ivr
import kiosk.gateway
import kiosk.present
import service

PERSONAL = frozenset(
    [
        "access_number",
        "auth_token",
        "birth_date",
        "birth_name",
        "birth_place",
        "birth_place_code",
        "blocks",
        "caller",
        "choice",
        "code_hash",
        "code_hashes",
        "codes",
        "digit",
        "documents",
        "facts",
        "family_name",
        "first_name",
        "first_names",
        "header",
        "identity",
        "items",
        "keys_typed",
        "kind",
        "name",
        "nir",
        "number",
        "one_time_code",
        "organs",
        "original",
        "patient",
        "png",
        "position",
        "purposes",
        "reading",
        "rows",
        "secret",
        "secret_hash",
        "sex",
        "statement",
        "text",
        "title",
        "token",
        "code_digest",
        "typed",
        "used_name",
        "value",
    ]
)
"""Names of fields that hold, somewhere in the product, what a person would not want to read in a log."""
HARMLESS = frozenset(
    {
        "AuditLeaf.patient",  # a pseudonym
        "DemoPerson.access_number",  # fictional people have no secrets
        "DemoPerson.codes",
        "DemoPerson.identity",
        "DemoPerson.name",
        "DemoPerson.secret",
        "DemoPerson.used_name",
        "DocumentList.documents",  # what is inside prints nothing of itself
        "OrganDonationRecord.choice",
        "Read.reading",
        "ReceivedHeader.patient",
        "Stated.choice",
        "Enter.kind",  # of an entry
        "Entry.kind",
        "Settings.identity",  # a file of the kiosk's own key
        "Entry.name",  # of an act
        "Entry.purposes",
        "Receipt.kind",  # never says which right
        "KnownKind.kind",  # of the value set
        "Humans.number",  # the people of the Relais
        "CardKey.name",  # the paper card of the telephone's menus: the same for everybody
        "CardPart.title",
        "MenuCard.number",
        "MenuCard.title",
        "Order.name",  # checked against a closed list
        "Order.text",
        "Tile.kind",  # of a file of the log
        "Tile.number",
        "Verdict.position",  # of a leaf
        "VerifyingKey.name",  # of the log
        "_Allowed.text",
        "Voice.name",
        "Measure.name",  # of the benchmark
        "Caller.number",
        "Crowd.documents",  # how many
        "Row.name",
        "Row.value",
        "StepReport.name",  # of the demonstration
    }
)
"""« Class.field » whose value is nobody's."""
PACKAGES = (core, hardware, ivr, kiosk.gateway, kiosk.present, service)


def modules(package: ModuleType) -> list[ModuleType]:
    """The package and all that is in it, migrations and programs apart."""
    inside = [each.name for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    wanted = [name for name in inside if "migrations" not in name and not name.endswith("__main__")]
    return [package, *map(importlib.import_module, wanted)]


def shown_fields() -> set[str]:
    """« Class.field » of every field of a personal name that its class prints."""
    classes = {
        thing
        for package in PACKAGES
        for module in modules(package)
        for thing in vars(module).values()
        if isinstance(thing, type) and dataclasses.is_dataclass(thing) and thing.__module__ == module.__name__
    }
    return {
        f"{each.__name__}.{item.name}"
        for each in classes
        for item in dataclasses.fields(each)
        if item.repr and item.name in PERSONAL and "__repr__" in vars(each)
    }


def test_no_dataclass_prints_what_is_personal() -> None:
    """Every personal field has `repr=False`, or is listed as nobody's."""
    assert shown_fields() - HARMLESS == set()


@pytest.mark.parametrize("name", sorted(HARMLESS))
def test_the_harmless_list_names_nothing_that_is_gone(name: str) -> None:
    """A field that is no longer printed is taken off the list."""
    assert name in shown_fields()
