"""The one decision on who may do what: pure, with a reason. An unknown case is a refusal (design section 8)."""

from core.domain.accounts import AccountState
from core.domain.audit import Channel, PurposeOfUse, Role
from core.domain.catalogue import Entry
from core.domain.refusals import Refusal


def decide(
    entry: Entry,
    *,
    role: Role,
    purpose: PurposeOfUse,
    channel: Channel,
    acts_for_self: bool,
    account: AccountState | None,
) -> None:
    """Say nothing when the act may go on; raise a `Refusal` with its reason otherwise.

    `account` is None when nobody is known. A patient acts on their own space only.
    """
    if role not in entry.roles or purpose not in entry.purposes or channel not in entry.channels:
        raise Refusal("not-permitted")
    if role is Role.PATIENT and not acts_for_self:
        raise Refusal("not-permitted")
    if entry.needs_patient and account not in entry.spaces:
        raise Refusal("space-not-open")
