"""What must never be in a log: the fictional people, their secrets, their documents, in every spelling we know."""

import base64
import re
import unicodedata
from collections.abc import Iterable, Iterator

from core.demo.people import PEOPLE, DemoPerson

HEALTH_WORDS = (
    "don d'organes", "organe", "organ", "kidney", "cornea", "rein", "refus", "vaccin", "analyse", "ordonnance",
    "consultation", "hospital", "prescription", "glyc", "diab",
)  # fmt: skip
"""French and English: a text key can say as much as a text."""


def spellings(titles: Iterable[str]) -> Iterator[bytes]:
    """Names, numbers, codes, dates, titles and health words, each in its forms."""
    for person in PEOPLE:
        yield from map(str.encode, _words(person))
        for number in (person.nir, person.nir[:13]):
            yield base64.b64encode(number.encode()).rstrip(b"=")[:-1]
            yield number.encode().hex().encode()
    for word in (*titles, *HEALTH_WORDS):
        yield from {word.encode(), _plain(word).encode()}


def found_in(log: bytes, words: Iterable[bytes]) -> list[bytes]:
    """Which of them stand in a log, whatever the case; digits count when no other digit or letter touches them."""
    low = log.lower()
    found = []
    for word in words:
        wanted = re.escape(word.lower())
        pattern = rb"(?<![0-9a-z])" + wanted + rb"(?![0-9a-z])" if word.isdigit() else wanted
        if re.search(pattern, low):
            found.append(word)
    return found


def _words(person: DemoPerson) -> Iterator[str]:
    names = {*person.identity.first_names, person.identity.birth_name, person.used_name} - {""}
    yield from names
    yield from {_plain(name) for name in names}
    yield from (person.nir, person.nir[:13], person.access_number, person.secret, *person.codes)
    born = person.birth_date
    yield from (f"{born:%Y-%m-%d}", f"{born:%d/%m/%Y}", f"{born:%d%m%Y}", f"{born:%Y%m%d}", f"{born.year}-{born.month}")


def _plain(word: str) -> str:
    """Without accents, as machines write names."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
