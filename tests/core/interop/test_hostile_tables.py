"""Hostile files by subject: each is refused with its reason, set aside, or filed and only read."""

from collections import Counter
from hashlib import sha256

import pytest

from tests.core.interop.hostile.fates import Case, Outcome, fate_of
from tests.core.interop.hostile.making import SOUND
from tests.core.interop.hostile.tables import EVERY, TABLES


@pytest.mark.parametrize("case", EVERY.values(), ids=EVERY)
def test_a_hostile_file_meets_its_fate(case: Case) -> None:
    """The one written beside it, with its precise reason; both doors agree, and nothing of it ran."""
    fate, make = case
    assert fate_of(make()) == fate


def test_hostile_files_are_many_and_none_is_another_or_sound() -> None:
    """Thirty of XML were asked for. A case that breaks nothing, or is another one again, would prove nothing."""
    assert len(EVERY) == sum(map(len, TABLES)), "one name for two cases hides one of them"
    made = {sha256(data).digest(): data[:1] for data in (make() for _, make in EVERY.values())}
    assert len(made) == len(EVERY)
    assert sha256(SOUND.encode()).digest() not in made
    assert Counter(made.values())[b"<"] >= 200
    assert Counter(fate.outcome for fate, _ in EVERY.values())[Outcome.REFUSED] >= 150
