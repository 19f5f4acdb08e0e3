"""What a refusal may say (R115 to R118)."""

from datetime import UTC, datetime

import pytest

from core.domain.organ_donation import Organ, OrganDonationChoice, Position, Purpose, check_refusal

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def test_a_refusal_concerns_at_least_one_purpose() -> None:
    """Refusing for nothing is not a refusal."""
    with pytest.raises(ValueError, match="purpose"):
        check_refusal(frozenset(), frozenset())


def test_all_organs_have_one_way_of_being_written() -> None:
    """None named means all: two ways of writing one thing would be compared wrongly."""
    with pytest.raises(ValueError, match="organs"):
        check_refusal(frozenset(Organ), frozenset(Purpose))


@pytest.mark.parametrize(
    ("organs", "purposes", "is_partial"),
    [
        (frozenset(), frozenset(Purpose), False),
        (frozenset({Organ.HEART}), frozenset(Purpose), True),
        (frozenset(), frozenset({Purpose.RESEARCH}), True),
    ],
)
def test_partial_is_told_apart_from_whole(
    organs: frozenset[Organ], purposes: frozenset[Purpose], *, is_partial: bool
) -> None:
    """An organ named, or a purpose left out, makes it partial."""
    choice = OrganDonationChoice(position=Position.REFUSAL, organs=organs, purposes=purposes, stated_at=NOW)
    assert choice.is_partial is is_partial
