"""Turns what a terminal sent into an answer that a step offers, or refuses it. Guesses nothing."""

from datetime import date

from core.journeys.steps import (
    CardPerson,
    CardTrouble,
    Choose,
    Confirm,
    Done,
    Enter,
    EntryKind,
    GivePaper,
    PickSeveral,
    PresentCard,
    PresentedCard,
    Read,
    ShownStep,
    Sign,
    Tell,
    UnknownAnswerError,
    check_answer,
    option_value,
)
from kiosk.present.keys import GO_ON, NO, YES
from kiosk.protocol import Answer, Card, CardHolder, CardState

_NIR_LENGTH = 15
_MOST_HOLDERS = 32
"""A card holds one insured person and their family."""
_TROUBLE = {
    CardState.UNREADABLE: CardTrouble.UNREADABLE,
    CardState.FOREIGN: CardTrouble.FOREIGN,
    CardState.NO_READER: CardTrouble.NO_READER,
}


def value_of(step: ShownStep, answer: Answer) -> object:
    """The value a step waits for; `UnknownAnswerError` for a key or a typed text that it did not offer."""
    value = _typed(step, answer.typed) if answer.typed else _touched(step, answer.keys)
    if answer.typed and answer.keys:
        raise UnknownAnswerError(step.key)
    check_answer(step, value)
    return value


def _typed(step: ShownStep, typed: str) -> object:
    match step:
        case Enter(kind=EntryKind.DATE):
            try:
                return date.fromisoformat(typed)
            except ValueError:
                raise UnknownAnswerError(step.key) from None
        case Enter() | Sign():
            return typed
        case _:
            raise UnknownAnswerError(step.key)


def _touched(step: ShownStep, keys: tuple[str, ...]) -> object:
    if isinstance(step, PickSeveral):
        if len(set(keys)) != len(keys):
            raise UnknownAnswerError(step.key)
        return frozenset(option_value(step, key) for key in keys)
    if len(keys) != 1:
        raise UnknownAnswerError(step.key)
    match step:
        case Tell():
            return _among(step, keys[0], {GO_ON: None})
        case Confirm():
            return _among(step, keys[0], {YES: True, NO: False})
        case Choose() | Read() | Enter() | PresentCard():
            return option_value(step, keys[0])
        case Sign() | GivePaper() | Done():
            raise UnknownAnswerError(step.key)


def _among(step: ShownStep, key: str, values: dict[str, bool | None]) -> bool | None:
    if key not in values:
        raise UnknownAnswerError(step.key)
    return values[key]


def card_value(card: Card) -> PresentedCard | CardTrouble:
    """What a slot that is not empty tells; holders that make no sense are an unreadable card."""
    if card.state is not CardState.READ:
        return _TROUBLE[card.state]
    if len(card.holders) > _MOST_HOLDERS:
        return CardTrouble.UNREADABLE
    try:
        people = tuple(_person(holder) for holder in card.holders)
    except ValueError:
        return CardTrouble.UNREADABLE
    return PresentedCard(people=people) if people else CardTrouble.UNREADABLE


def _person(holder: CardHolder) -> CardPerson:
    if len(holder.nir) != _NIR_LENGTH or not (holder.nir.isascii() and holder.nir.isalnum()):
        raise ValueError("a card holds 15 characters")
    return CardPerson(nir=holder.nir, birth_date=date.fromisoformat(holder.birth_date))
