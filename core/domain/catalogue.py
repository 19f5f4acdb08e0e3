"""Every act: who may do it, on which channels, how grave it is, what the trace calls it. Makes `docs/audit.md`."""

from dataclasses import dataclass
from enum import Enum

from core.domain.accounts import AccountState
from core.domain.audit import Channel, PurposeOfUse, Role


class Gravity(Enum):
    """How much proof and care an act needs (design section 4)."""

    READ = "A"
    REVERSIBLE = "B"
    GRAVE = "C"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One act, as the catalogue describes it."""

    name: str
    """Text key and trace word."""
    sentence: str
    """What it does for the person, in one sentence, for docs/audit.md."""
    roles: frozenset[Role]
    purposes: frozenset[PurposeOfUse]
    channels: frozenset[Channel]
    gravity: Gravity
    needs_patient: bool = True
    """Whether the act is about a known person."""
    spaces: frozenset[AccountState] = frozenset({AccountState.OPEN})
    """In which states of that person's space it may be done."""
    by_itself: bool = False
    """Noted by the terminal or the site: nobody chose it, and nothing that was heard or pressed is kept for it."""


_PEOPLE = frozenset({Channel.KIOSK, Channel.PHONE})


def _by_patient(
    name: str,
    sentence: str,
    gravity: Gravity,
    *,
    spaces: frozenset[AccountState] = frozenset({AccountState.OPEN}),
    by_itself: bool = False,
) -> Entry:
    return Entry(
        name=name,
        sentence=sentence,
        roles=frozenset({Role.PATIENT}),
        purposes=frozenset({PurposeOfUse.SELF_SERVICE}),
        channels=_PEOPLE,
        gravity=gravity,
        spaces=spaces,
        by_itself=by_itself,
    )


def _by_operator(name: str, sentence: str, *, needs_patient: bool) -> Entry:
    return Entry(
        name=name,
        sentence=sentence,
        roles=frozenset({Role.OPERATOR}),
        purposes=frozenset({PurposeOfUse.FILING}),
        channels=frozenset({Channel.SITE}),
        gravity=Gravity.REVERSIBLE,
        needs_patient=needs_patient,
    )


def _by_stranger(name: str, sentence: str, gravity: Gravity) -> Entry:
    return Entry(
        name=name,
        sentence=sentence,
        roles=frozenset({Role.STRANGER}),
        purposes=frozenset({PurposeOfUse.IDENTIFICATION}),
        channels=_PEOPLE,
        gravity=gravity,
        needs_patient=False,
    )


LIST_DOCUMENTS = _by_patient("list-documents", "The person sees or hears the list of their documents.", Gravity.READ)
READ_DOCUMENT = _by_patient("read-document", "The person opens one document.", Gravity.READ)
READ_ORGAN_DONATION = _by_patient(
    "read-organ-donation", "The person sees or hears what is kept about organ donation.", Gravity.READ
)
LIST_RECEIPTS = _by_patient("list-receipts", "The person sees or hears the list of their receipts.", Gravity.READ)
HEAR_RECEIPT = _by_patient(
    "hear-receipt", "The person hears again what a receipt of theirs is about, as it was kept.", Gravity.READ
)
STATE_ORGAN_DONATION_CHOICE = _by_patient(
    "state-organ-donation-choice",
    "The person refuses organ donation in whole or in part, or takes back a refusal.",
    Gravity.GRAVE,
)
RECORD_RECEIPT_GIVEN = _by_patient(
    "record-receipt-given",
    "What is known of a paper: printed, not printed, or not known.",
    Gravity.REVERSIBLE,
    by_itself=True,
)
BEGIN_VISIT = _by_patient(
    "begin-visit",
    "A visit becomes the person's last one; what may be told of the one before comes with it.",
    Gravity.REVERSIBLE,
    spaces=frozenset(AccountState),
    by_itself=True,
)
END_VISIT = _by_patient(
    "end-visit",
    "How a visit ended is noted, for its person to be told next time.",
    Gravity.REVERSIBLE,
    spaces=frozenset(AccountState),
    by_itself=True,
)
PICK_CODE_LINE = _by_stranger(
    "pick-code-line", "Somebody is told which line of their printed list to type.", Gravity.READ
)
COUNT_TRY = _by_stranger(
    "count-try", "A try at a secret code is counted, before the code is looked at.", Gravity.REVERSIBLE
)
RECORD_PROOF = _by_stranger("record-proof", "Somebody proved who they are, or did not.", Gravity.REVERSIBLE)
CLOSE_ACCESS = _by_stranger(
    "close-access", "After too many wrong tries, nobody may try any more until a human reopens.", Gravity.REVERSIBLE
)
REOPEN_ACCESS = _by_operator(
    "reopen-access", "A human reopens an access closed after too many tries.", needs_patient=True
)
REGISTER_PATIENT = _by_operator("register-patient", "A person's space is opened by the operator.", needs_patient=False)
GIVE_CREDENTIALS = _by_operator(
    "give-credentials", "The person is given an access number, a secret code or a list of codes.", needs_patient=True
)
FILE_DOCUMENT = _by_operator("file-document", "A received document is filed in the person's space.", needs_patient=True)
QUARANTINE_DOCUMENT = _by_operator(
    "quarantine-document", "A received document whose identity matches nobody is set aside.", needs_patient=False
)
OFFER_ENROLMENT = _by_operator(
    "offer-enrolment", "A one-time code is drawn, with which a machine is put in its place.", needs_patient=False
)
REVOKE_DEVICE = _by_operator("revoke-device", "A terminal is put out: it serves nobody any more.", needs_patient=False)
ENROL_DEVICE = Entry(
    name="enrol-device",
    sentence="Somebody types a one-time code on a new machine: it serves people from now on, or the try is counted.",
    roles=frozenset({Role.STRANGER}),
    purposes=frozenset({PurposeOfUse.IDENTIFICATION}),
    channels=frozenset({Channel.KIOSK}),
    gravity=Gravity.REVERSIBLE,
    needs_patient=False,
)
REQUEST_CALL_BACK = Entry(
    name="request-call-back",
    sentence="Somebody on the telephone asks the people of the Relais to call them back.",
    roles=frozenset({Role.STRANGER, Role.PATIENT}),
    purposes=frozenset({PurposeOfUse.IDENTIFICATION, PurposeOfUse.SELF_SERVICE}),
    channels=frozenset({Channel.PHONE}),
    gravity=Gravity.REVERSIBLE,
    needs_patient=False,
)
ERASE_SPACE = Entry(
    name="erase-space",
    sentence="On the person's demand, everything of theirs is destroyed, their key first; only the trace stays.",
    roles=frozenset({Role.OPERATOR}),
    purposes=frozenset({PurposeOfUse.FILING}),
    channels=frozenset({Channel.SITE}),
    gravity=Gravity.GRAVE,
    spaces=frozenset(AccountState),
)

CATALOGUE: tuple[Entry, ...] = tuple(entry for entry in list(globals().values()) if isinstance(entry, Entry))
