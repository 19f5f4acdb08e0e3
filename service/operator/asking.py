"""The command line's side: asks the site that runs on a data folder, or opens the folder and does it here."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from service.faults import OperatorError
from service.operator.frames import CUT, read_answer
from service.operator.operation import Operation, write_operation
from service.operator.socket_file import connect
from service.settings import Settings


def ask(operation: Operation, folder: Path, settings: Settings) -> Iterator[str | bytes]:
    """What the operation says, as it says it. Raises `OperatorError` when it can't be carried out."""
    try:
        calling = connect(folder)
    except OSError as fault:
        raise OperatorError(f"{folder}: the site that runs there can't be asked: {fault.strerror}") from None
    if calling is None:
        yield from _here(operation, folder, settings)
        return
    try:
        with closing(calling), calling.makefile("rb") as answer:
            calling.sendall(write_operation(operation))
            yield from read_answer(answer)
    except ConnectionError:
        raise OperatorError(CUT) from None


def tell(operation: Operation, folder: Path, settings: Settings) -> None:
    """Have it carried out, and print what it says."""
    for line in ask(operation, folder, settings):
        sys.stdout.write(f"{line!s}\n")
        sys.stdout.flush()


def _here(operation: Operation, folder: Path, settings: Settings) -> Iterator[str | bytes]:
    from service.operator.carrying_out import carry_out
    from service.premises import open_premises

    with open_premises(folder, settings) as premises:
        yield from carry_out(operation, premises)
