"""Why a store cannot be opened: said to the operator in English, at start. Knows no person."""


class StoreError(Exception):
    """The store was left as it is; the message tells the operator what to look at."""
