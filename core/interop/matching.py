"""Whose document is it: the identity of a header against a known identity (R70c). Pure; names traits, never values."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from core.domain.patients import Identity
from core.interop.received import ReceivedPatient

_LIGATURE = re.compile(r"\N{LATIN SMALL LIGATURE OE}")


class Trait(Enum):
    """What an INS identity is made of: a matricule, its issuer, and five traits (D5)."""

    MATRICULE = "matricule"
    ISSUER = "issuer"
    BIRTH_NAME = "birth-name"
    FIRST_NAMES = "first-names"
    BIRTH_DATE = "birth-date"
    SEX = "sex"
    BIRTH_PLACE = "birth-place"


@dataclass(frozen=True)
class Matches:
    """The matricule, its issuer and the five traits agree: the document is this person's."""


@dataclass(frozen=True)
class Mismatch:
    """At least one trait differs or is absent: the document waits in quarantine for somebody to look."""

    traits: tuple[Trait, ...]
    """In the order of the enumeration; by name only, so that it may be logged."""


def match(received: ReceivedPatient, known: Identity) -> Matches | Mismatch:
    """Compare, strictly where a wrong match would show one person's health to another.

    - Matricule: one of those received has the known 13 characters, and the same issuer; its key is not judged (R89b).
    - Birth name: equal once folded (accents, capitals, hyphens, apostrophes and repeated spaces put aside). The used
      name never counts: it changes with marriage.
    - First names: folded and cut into words, in order; the shorter list must begin the longer one, for some software
      sends the first name alone. « Marie Odette » is not « Odette Marie ».
    - Birth date (a whole day), sex and INSEE place of birth: equal.
    - What the header does not say does not match.
    """
    numbers = [each for each in received.matricules if each.nir == known.nir]
    agrees = {
        Trait.MATRICULE: bool(numbers),
        Trait.ISSUER: any(each.oid == known.nir_oid for each in numbers or received.matricules),
        Trait.BIRTH_NAME: _same_words(received.birth_name, known.birth_name),
        Trait.FIRST_NAMES: _one_begins_the_other(_words(*received.first_names), _words(*known.first_names)),
        Trait.BIRTH_DATE: received.birth_date == known.birth_date,
        Trait.SEX: received.sex is known.sex,
        Trait.BIRTH_PLACE: received.birth_place_code.upper() == known.birth_place_code.upper() != "",
    }
    traits = tuple(trait for trait in Trait if not agrees[trait])
    return Mismatch(traits) if traits else Matches()


def has_first_name(known: Identity, typed: str) -> bool:
    """Whether somebody who types this first name means this person: one of theirs, or theirs from the first on."""
    wanted = _words(typed)
    of_each = [_words(name) for name in known.first_names]
    return wanted != [] and (wanted in of_each or _words(*known.first_names)[: len(wanted)] == wanted)


def _same_words(one: str, other: str) -> bool:
    """The same non-empty words in the same order."""
    return _words(one) == _words(other) != []


def _words(*names: str) -> list[str]:
    """Folded words: no accent, no capital, no hyphen, no apostrophe."""
    letters = unicodedata.normalize("NFKD", _LIGATURE.sub("oe", " ".join(names).casefold()))
    return re.findall(r"[a-z0-9]+", "".join(letter for letter in letters if not unicodedata.combining(letter)))


def _one_begins_the_other(one: list[str], other: list[str]) -> bool:
    """The shorter list, if any, is the beginning of the longer one."""
    shared = min(len(one), len(other))
    return shared > 0 and one[:shared] == other[:shared]
