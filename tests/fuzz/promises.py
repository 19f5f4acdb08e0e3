"""What every harness demands of a refusal: a documented kind of error, in the product's own words, quoting nothing."""

from collections.abc import Collection, Iterator


def shown_by(error: BaseException) -> Iterator[str]:
    """The words of an error and of every error that its traceback would print before it."""
    seen: BaseException | None = error
    while seen is not None:
        yield str(seen)
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


def demand_own_words(error: BaseException, own: Collection[str]) -> None:
    """Every word shown is one of the product's closed list, so none is of the input."""
    foreign = [words for words in shown_by(error) if words not in own]
    if foreign:
        raise AssertionError("an error says more than its closed list of words") from error
