"""What an operator can mend: said on one line, in English, and ends a command with 2. Knows no part."""


class OperatorError(Exception):
    """Something outside the program is not as it must be; the message says what to look at."""

    exit_code = 2


class BadNewsError(OperatorError):
    """What was asked could be looked at, and is not as it should be: a check that found something ends with 1."""

    exit_code = 1
