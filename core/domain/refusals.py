"""The one way to say no to a person: a key of the texts and the facts it needs. Knows no wording."""

from collections.abc import Mapping


class Refusal(Exception):  # noqa: N818 - the domain's own word; it is an answer, not an error
    """The service may not do what was asked, and says why in words of `core.texts`.

    Expected and human: raised by an act or by the access decision, audited, shown or spoken as text `key`.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts: Mapping[str, object] = facts
