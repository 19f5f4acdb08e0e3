"""The harnesses have teeth: each refuses parsers that are wrong the way parsers are."""

import pytest

from tests.fuzz.altered import altered
from tests.fuzz.harnesses import ALTERED, harness, seeds, words
from tests.fuzz.planted import PLANTED
from tests.fuzz.promises import demand_own_words
from tests.fuzz.smaller import kind_of_break, smaller

CASES = [(name, broken) for name, every in PLANTED.items() for broken in every]


@pytest.mark.parametrize(("name", "broken"), CASES, ids=[f"{name}: {broken.__name__}" for name, broken in CASES])
def test_a_planted_defect_is_found(name: str, broken: object) -> None:
    """Within the inputs that CI tries."""
    start = [path.read_bytes() for path in seeds(name)]
    tried = (*start, *altered(start, list(words(name)), 500))
    one = harness(name).one
    assert any(kind_of_break(lambda data: one(data, broken), data) for data in tried)


def test_every_harness_has_a_planted_defect() -> None:
    """One without would prove nothing."""
    assert set(PLANTED) == set(ALTERED)
    assert all(PLANTED.values())


def test_an_error_that_quotes_is_seen_through_its_causes() -> None:
    """In its own words, or in those of the error under it; not in one that was cut off on purpose."""
    error = ValueError("own")
    demand_own_words(error, {"own"})
    error.__context__ = KeyError("242039999904292")
    with pytest.raises(AssertionError):
        demand_own_words(error, {"own"})
    error.__suppress_context__ = True
    demand_own_words(error, {"own"})
    error.__cause__ = KeyError("242039999904292")
    with pytest.raises(AssertionError):
        demand_own_words(error, {"own"})


def test_what_breaks_a_parser_is_kept_small() -> None:
    """Two kilobytes around the four bytes that matter become those four, and the kind of error stays."""

    def one(data: bytes) -> None:
        if b"\xff\x00" in data and b"<<" in data:
            raise LookupError(len(data))
        if len(data) == 3:
            raise ZeroDivisionError

    shown = smaller(one, b"a" * 900 + b"\xff\x00" + b"b" * 900 + b"<<" + b"c" * 200)
    assert sorted(shown) == sorted(b"\xff\x00<<")
    assert smaller(one, b"sound") == b"sound"
