"""The operator gives a person an access number, a secret code and a printed list of one-time codes."""

from dataclasses import dataclass, field
from typing import ClassVar

from core.acts.perform import Door
from core.acts.request import Context, Request, Scene
from core.domain import catalogue
from core.domain.credentials import (
    ACCESS_NUMBER_DIGITS,
    ONE_TIME_DIGITS,
    ONE_TIME_LINES,
    SECRET_DIGITS,
    Credential,
    OneTimeCode,
)
from core.domain.refusals import Refusal
from core.domain.tries import Tries
from core.ports import Ids, SecretHasher


@dataclass(frozen=True, kw_only=True)
class Given:
    """What is kept replaced what was kept before; `lines` counts the one-time codes of the new list."""

    lines: int


@dataclass(frozen=True, kw_only=True)
class GiveCredentials(Request[Given]):
    """Keep new secrets, as hashes made before: hashing is slow and stays out of the transaction."""

    entry: ClassVar = catalogue.GIVE_CREDENTIALS
    outcome: ClassVar = Given

    access_number: str = field(repr=False)
    secret_hash: str = field(repr=False)
    code_hashes: tuple[str, ...] = field(repr=False)
    """In the order of the printed lines, the first being line 1."""

    def carry_out(self, scene: Scene) -> Given:
        """Replace all three, and open the access. What is old stops serving at once, and so do tries made at it.

        Refuses `access-number-taken`: draw another.
        """
        credentials = scene.records.credentials
        holder = credentials.by_access_number(self.access_number)
        if holder is not None and holder.patient_id != scene.patient_id:
            raise Refusal("access-number-taken")
        credentials.put(
            Credential(patient_id=scene.patient_id, access_number=self.access_number, secret_hash=self.secret_hash)
        )
        codes = [OneTimeCode(line=line, code_hash=kept) for line, kept in enumerate(self.code_hashes, start=1)]
        credentials.put_codes(scene.patient_id, codes)
        credentials.put_tries(scene.keys.pseudonym(scene.patient_id), Tries())
        return Given(lines=len(codes))


@dataclass(frozen=True, kw_only=True)
class ClearSecrets:
    """What is printed once for the person, in a sealed envelope, and kept nowhere."""

    access_number: str = field(repr=False)
    secret: str = field(repr=False)
    codes: tuple[str, ...] = field(repr=False)


def draw_secrets(ids: Ids) -> ClearSecrets:
    """Draw an access number, a secret code and a whole printed list."""
    return ClearSecrets(
        access_number=ids.digits(ACCESS_NUMBER_DIGITS),
        secret=ids.digits(SECRET_DIGITS),
        codes=tuple(ids.digits(ONE_TIME_DIGITS) for _ in range(ONE_TIME_LINES)),
    )


def give_new_credentials(door: Door, hasher: SecretHasher, context: Context) -> ClearSecrets:
    """Draw, hash, keep the hashes, and hand over the clear secrets to be printed.

    Takes about two seconds: 41 slow hashes. A number that somebody has already is drawn again.
    """
    while True:
        clear = draw_secrets(door.ids)
        asked = GiveCredentials(
            access_number=clear.access_number,
            secret_hash=hasher.hash(clear.secret),
            code_hashes=tuple(hasher.hash(code) for code in clear.codes),
        )
        try:
            door.perform(asked, context)
        except Refusal as refusal:
            if refusal.key != "access-number-taken":
                raise
        else:
            return clear
