"""Fictional people as a card carries them."""

from datetime import date

from hardware.ports import CardHolder

ODETTE = CardHolder(nir="242031234567890", family_name="LEFORT", first_name="ODETTE", birth_date=date(1942, 3, 12))
MARCEL = CardHolder(nir="139075678901234", family_name="AUBRY", first_name="MARCEL", birth_date=date(1939, 7, 2))
HELOISE = CardHolder(
    nir="242031234567890", family_name="LEFORT-ŒUVRARD", first_name="HÉLOÏSE", birth_date=date(2015, 1, 31)
)
"""A grandchild under Odette's number: two people, one number (R89a)."""
