"""`relais audit verify`: whether anybody has touched the audit log."""

from pathlib import Path
from typing import Annotated

import typer

from service.commands.options import Database, DataFolder, SettingsFile, read_settings
from service.commands.public_keys import read_log_key, read_text
from service.faults import OperatorError
from service.log_check import LogCheck, size_of

audit = typer.Typer(no_args_is_help=True, help="The audit log, as outsiders may check it.")


@audit.callback()
def _group() -> None:
    """The audit log, as outsiders may check it."""


@audit.command()
def verify(
    data: DataFolder,
    key: Annotated[Path | None, typer.Option(help="audit.vkey, kept out of reach of the site")] = None,
    since: Annotated[list[Path] | None, typer.Option(help="a checkpoint kept from earlier; may be repeated")] = None,
    log_only: Annotated[bool, typer.Option("--log-only", help="leave the database alone")] = False,  # noqa: FBT002 - typer's way to write a flag
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """Hash the whole log, check its signature, then hold the database against it; the site may be running.

    Prints the checkpoint and ends with 0: keep it elsewhere, for --since. Or prints the first bad position, and ends
    with 1.
    """
    from core.storage.keys import VERIFYING_KEY_FILE

    settings = read_settings(settings_file, database)
    if not settings.sequencer:
        raise OperatorError("this site does not write the audit log (sequencer = false): ask the one that does")
    check = LogCheck(
        data=data,
        vkey=read_log_key(key or data / VERIFYING_KEY_FILE),
        older=[read_text(path) for path in since or ()],
        settings=settings,
    )
    verdict, waiting = (check.log(), 0) if log_only else check.log_and_records()
    if not verdict.is_good:
        typer.echo(f"first bad position {verdict.position}: {verdict.text}")
        raise typer.Exit(1)
    typer.echo(verdict.text, nl=False)
    if not log_only:
        typer.echo(f"the database holds the same {size_of(verdict.text)} leaves; {waiting} more wait", err=True)
