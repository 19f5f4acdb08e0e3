"""How a command is told whom it is about: the digits of their card, or their papers, asked line by line."""

import sys
from datetime import date
from typing import Annotated

import typer

from service.faults import OperatorError
from service.operator.whom import ByCard, ByPapers, Whom

AccessNumber = Annotated[str, typer.Argument(help="the 8 digits on the person's card of the Relais")]
WithoutCard = Annotated[
    bool,
    typer.Option("--without-card", help="their card is lost, or they never had one: asks what their papers say"),
]


def whom(access_number: str, *, without_card: bool) -> Whom:
    """Who that is. Papers are asked on standard input, one a line: arguments can be seen by the whole machine.

    Raises `OperatorError` when nobody is named, or twice, and for a number or a date that can't be right.
    """
    if bool(access_number) == without_card:
        raise OperatorError("whom: the 8 digits on their card of the Relais, or --without-card")
    return _ask_papers() if without_card else ByCard(access_number)


def _ask_papers() -> ByPapers:
    number = _ask("Social security number")
    born = _ask("Birth date, as 1942-03-12")
    first_name = _ask("First name")
    return ByPapers(nir=_nir(number), birth_date=_date(born), first_name=first_name)


def _ask(question: str) -> str:
    """On standard error: standard output may be a printer."""
    sys.stderr.write(f"{question}: ")
    sys.stderr.flush()
    typed = sys.stdin.readline().strip()
    if not typed:
        raise OperatorError("nobody was named; nothing was changed")
    return typed


def _nir(typed: str) -> str:
    from core.domain.patients import parse_nir

    try:
        nir, is_key_right = parse_nir(typed)
    except ValueError as fault:
        raise OperatorError(f"social security number: {fault}") from None
    if not is_key_right:
        raise OperatorError("social security number: the last two digits are missing, or do not go with the others")
    return nir.number


def _date(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise OperatorError("birth date: the year, the month and the day are expected, such as 1942-03-12") from None
