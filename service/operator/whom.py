"""How an operator names one person: by the number on their card, or by what their papers say. Knows no store."""

from datetime import date

import msgspec


class ByCard(msgspec.Struct, frozen=True, tag=True):
    """The access number, on the card of the Relais."""

    access_number: str

    def __repr__(self) -> str:
        return type(self).__name__  # a number leads to a person


class ByPapers(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The traits that people on one Vitale card do not share: twins have one number and one birth date (R89a)."""

    nir: str
    birth_date: date
    first_name: str

    def __repr__(self) -> str:
        return type(self).__name__


Whom = ByCard | ByPapers
