"""`relais receipt verify`: whether receipts are genuine, from their photos, without any data of the site."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from service.commands.public_keys import read_log_key, read_receipt_key
from service.faults import OperatorError

receipt = typer.Typer(no_args_is_help=True, help="Receipts, as anybody may check them.")


@receipt.callback()
def _group() -> None:
    """Receipts, as anybody may check them."""


@receipt.command()
def verify(
    receipts: Annotated[
        list[str], typer.Argument(help="photo, text of the square, or file of texts; several are of one person")
    ],
    key: Annotated[Path, typer.Option(help="receipts.pem, as the site gave it to you", exists=True, dir_okay=False)],
    log: Annotated[Path | None, typer.Option(help="folder of the audit log", exists=True, file_okay=False)] = None,
    log_key: Annotated[Path | None, typer.Option(help="audit.vkey", exists=True, dir_okay=False)] = None,
) -> None:
    """Check signatures, that none is missing between them, and with --log that the log holds what they prove.

    Ends with 0 when all of it holds, with 1 and the first bad one when not, with 2 when none could be read.
    """
    from service.receipt_reading import read_receipts
    from service.stand_alone_verifier import verify_receipts

    if (log is None) is not (log_key is None):
        raise OperatorError("--log and --log-key go together")
    texts = [text for given in receipts for text in read_receipts(given)]
    vkey = read_log_key(log_key) if log_key else ""
    verdict = verify_receipts(texts, read_receipt_key(key), log, vkey)
    if not verdict.is_good:
        typer.echo(f"first bad position {verdict.position}: {verdict.text}")
        raise typer.Exit(1)
    chain = verdict.text.splitlines()
    for text in chain:
        typer.echo(_in_words(text))
    typer.echo(_holds(len(chain), is_in_log=log is not None))


def _in_words(text: str) -> str:
    """What a receipt says; it was found to be of the form."""
    _, kind, outcome, at, place, number, *_ = text.split("|")
    moment = datetime.strptime(at, "%Y%m%dT%H%MZ").replace(tzinfo=UTC)
    return f"{kind}, {outcome}, {moment:%Y-%m-%d %H:%M} UTC, {place}, number {number[:2]} {number[2:4]} {number[4:]}"


def _holds(count: int, *, is_in_log: bool) -> str:
    said = "the signature holds" if count == 1 else f"{count} signatures hold, and no receipt is missing between them"
    return f"{said}; {'each is in the log' if is_in_log else 'the log was not looked at'}"
