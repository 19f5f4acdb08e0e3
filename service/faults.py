"""What an operator can mend: said on one line, in English, and ends a command with 2. Knows no part."""


class OperatorError(Exception):
    """Something outside the program is not as it must be; the message says what to look at."""
