"""What goes wrong in the store, said to the operator in English. Knows no person."""


class StoreError(Exception):
    """The store was left as it is; the message tells the operator what to look at."""


class BlobsError(StoreError):
    """Where original bytes are kept does not answer as it should: folder gone, bucket missing, credentials refused."""


class DamagedError(ValueError):
    """Sealed content is not what was sealed under this key and context: cut, edited, moved, or another's."""


class KeyWrappingError(ValueError):
    """A wrapped key is not one of ours under this version and context, or its version is not here."""
