"""`relais outgoing try NUMBER`: rings a telephone, or writes to it, to see whether calls of the site go out."""

from enum import Enum
from typing import Annotated

import typer

from service.commands.options import SettingsFile
from service.faults import OperatorError


class OutgoingAction(Enum):
    """What to do."""

    TRY = "try"


def outgoing(
    action: Annotated[OutgoingAction, typer.Argument(help="try")],  # noqa: ARG001 - one word, for others to come
    number: Annotated[str, typer.Argument(help="a telephone of your own, as +33NNNNNNNNN")],
    sms: Annotated[bool, typer.Option("--sms", help="write instead of calling")] = False,  # noqa: FBT002 - typer's way to write a flag
    settings_file: SettingsFile = None,
) -> None:
    """Say the sentence of the try to this number; the site must be running, for its voice says it."""
    from core.texts.words import load_words
    from ivr.line.announcement import Announcement, Purpose
    from ivr.line.outgoing import Placed
    from service.outgoing import choose_outgoing
    from service.settings import load_settings

    settings = load_settings(settings_file)
    line = choose_outgoing(settings, load_words(help_number=settings.help_number))
    placed = line.write(number, Purpose.TRY) if sms else line.call(number, Announcement(purpose=Purpose.TRY))
    if placed is not Placed.PLACED:
        raise OperatorError(f"not placed: {placed.value}")
    typer.echo("placed: whether it rings, the telephone tells")
