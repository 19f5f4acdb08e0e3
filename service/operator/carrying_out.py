"""Carries an operation out, and tells what fails below it as what the operator can mend. Knows no operation."""

from collections.abc import Iterator

from core.ports import TransactionLostError
from core.storage.errors import StoreError
from service.faults import OperatorError
from service.operator.operation import Operation
from service.premises import Premises


def carry_out(operation: Operation, premises: Premises) -> Iterator[str | bytes]:
    """What it says, as it says it; the same words whether a site runs or not.

    Raises `OperatorError` when a key, the disk or the database is out of reach. A fault of ours is left as it is.
    """
    try:
        yield from operation.run_on(premises)
    except StoreError as fault:
        raise OperatorError(str(fault)) from fault
    except TransactionLostError as lost:
        raise OperatorError(
            f"the records are out of reach, or their disk is full ({lost}): mend that, then ask again"
        ) from lost
    except OSError as fault:
        raise OperatorError(f"{fault.strerror or type(fault).__name__}: mend that, then ask again") from fault
