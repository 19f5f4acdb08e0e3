"""Who the fictional people are, with their public secrets: for tests, cards of the dev dock, scripts and pages."""

from dataclasses import dataclass, field
from datetime import date

from core.demo.data_files import read_toml
from core.domain.patients import OID_NIR_TEST, Identity, Nir, Sex

BIRTH_PLACE_CODE = "99999"
"""Department 99 and nobody's country: no real person was born there."""


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """One fictional person. Nothing here is secret; every hash was made once, by `core.demo.make_lists`."""

    name: str
    """The short name that scripts use: « odette »."""
    identity: Identity
    used_name: str
    access_number: str
    secret: str
    codes: tuple[str, ...]
    """The printed list; line 1 comes first."""
    secret_hash: str = field(repr=False)
    code_hashes: tuple[str, ...] = field(repr=False)

    @property
    def birth_date(self) -> date:
        """As on the card."""
        return self.identity.birth_date

    @property
    def nir(self) -> str:
        """The fifteen characters on the card."""
        return self.identity.nir.with_key

    @property
    def shown_name(self) -> str:
        """First name and family name, as on the card."""
        return f"{self.identity.first_names[0]} {self.used_name or self.identity.birth_name}"


def load_people() -> tuple[DemoPerson, ...]:
    """Everybody, in the order of `people.toml`."""
    lists = read_toml("printed_lists.toml")
    return tuple(_person(name, {**facts, **lists[name]}) for name, facts in read_toml("people.toml").items())


def _person(name: str, facts: dict[str, object]) -> DemoPerson:
    words = {key: str(value) for key, value in facts.items()}
    several = {key: tuple(map(str, value)) for key, value in facts.items() if isinstance(value, list)}
    return DemoPerson(
        name=name,
        identity=Identity(
            birth_name=words["birth_name"],
            first_names=several["first_names"],
            birth_date=date.fromisoformat(words["birth_date"]),
            sex=Sex(words["sex"]),
            birth_place_code=BIRTH_PLACE_CODE,
            birth_place=words["birth_place"],
            nir=Nir(words["nir"]),
            nir_oid=OID_NIR_TEST,
        ),
        used_name=words.get("used_name", ""),
        access_number=words["access_number"],
        secret=words["secret"],
        codes=several["codes"],
        secret_hash=words["secret_hash"],
        code_hashes=several["code_hashes"],
    )


PEOPLE = load_people()
ODETTE, MARCEL, LEA, PAUL, JEANNE, SUZANNE, LUCIEN = PEOPLE
