"""The one decision on who may do what: each unknown case is a refusal."""

import itertools

import pytest

from core.domain.access import decide
from core.domain.accounts import AccountState
from core.domain.audit import Channel, PurposeOfUse, Role
from core.domain.catalogue import CATALOGUE, LIST_DOCUMENTS, Entry
from core.domain.refusals import Refusal


def may(entry: Entry, role: Role, purpose: PurposeOfUse, channel: Channel) -> bool:
    """Whether the decision is yes, for one's own open space."""
    try:
        decide(entry, role=role, purpose=purpose, channel=channel, acts_for_self=True, account=AccountState.OPEN)
    except Refusal:
        return False
    return True


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.name)
def test_only_what_the_catalogue_lists_is_allowed(entry: Entry) -> None:
    """Every role, purpose and channel is tried on every act."""
    for role, purpose, channel in itertools.product(Role, PurposeOfUse, Channel):
        listed = role in entry.roles and purpose in entry.purposes and channel in entry.channels
        assert may(entry, role, purpose, channel) is listed


@pytest.mark.parametrize("account", [AccountState.CLOSED, None])
def test_a_space_that_is_not_open_is_not_read(account: AccountState | None) -> None:
    """Closed, or nobody's: the reason is said."""
    with pytest.raises(Refusal) as refusal:
        decide(
            LIST_DOCUMENTS,
            role=Role.PATIENT,
            purpose=PurposeOfUse.SELF_SERVICE,
            channel=Channel.KIOSK,
            acts_for_self=True,
            account=account,
        )
    assert refusal.value.key == "space-not-open"


def test_nobody_reads_another_person_as_a_patient() -> None:
    """A patient acts on their own space only."""
    with pytest.raises(Refusal) as refusal:
        decide(
            LIST_DOCUMENTS,
            role=Role.PATIENT,
            purpose=PurposeOfUse.SELF_SERVICE,
            channel=Channel.KIOSK,
            acts_for_self=False,
            account=AccountState.OPEN,
        )
    assert refusal.value.key == "not-permitted"
