"""`relais card`: the paper card of the telephone's keys, to hand out; nothing on it is about anybody."""

from pathlib import Path
from typing import Annotated

import typer

from service.commands.options import SettingsFile, read_settings
from service.faults import OperatorError


def card(
    file: Annotated[Path, typer.Argument(help="the PDF to write: one A4 sheet")],
    settings_file: SettingsFile = None,
) -> None:
    """Write the card as the telephone is today, and say its version: an older card has another one."""
    from core.journeys.menu_card import menu_card
    from core.texts.words import load_words
    from hardware.page_printer.sheets import pdf_of
    from service.menu_card_sheet import sheet_of

    drawn = menu_card(load_words(help_number=read_settings(settings_file, "").help_number))
    try:
        file.write_bytes(pdf_of([sheet_of(drawn)]))
    except OSError as error:
        raise OperatorError(f"the card can't be written to {file}: {error.strerror}") from None
    typer.echo(f"{drawn.version}: {file}")
