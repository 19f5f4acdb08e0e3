"""What may be asked of a site from its own machine, as data. Knows no socket and no command line."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, Union

import msgspec

if TYPE_CHECKING:
    from service.premises import Premises


class Operation(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """One thing to do on the premises of a site; its fields say which."""

    @abstractmethod
    def run_on(self, premises: "Premises") -> Iterator[str | bytes]:
        """Do it, and say what was done, line by line; bytes are content that was asked for.

        Raises `OperatorError` when it can't be done, `BadNewsError` when what was looked at is not right.
        """

    def __repr__(self) -> str:
        return type(self).__name__  # a field may hold a person's number


def write_operation(operation: Operation) -> bytes:
    """One line."""
    return msgspec.json.encode(operation) + b"\n"


def read_operation(line: bytes) -> Operation:
    """Read one back, of any kind that this program has; ValueError when it is of no such kind."""
    kinds = tuple(Operation.__subclasses__())
    asked: Operation = msgspec.json.decode(line, type=Union[kinds])  # noqa: UP007 - the kinds are known at run time only
    return asked
