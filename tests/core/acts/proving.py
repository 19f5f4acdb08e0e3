"""Ways to prove who one is, and a quick hasher: what the tests of proofs and of tries share."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from core.acts.claims import CardClaim, Claim, NumberClaim
from core.acts.prove_identity import Proof, ProveIdentity, prove_identity
from core.demo.people import ODETTE, DemoPerson
from core.domain.audit import Channel
from core.ports import SecretHasher
from tests.conftest import Space
from tests.people import as_stranger

NUMBER = NumberClaim(access_number=ODETTE.access_number)


@dataclass
class QuickHasher(SecretHasher):
    """Compares with the demonstration's clear secrets, and notes what it was asked."""

    asked: list[tuple[bool, str]] = field(default_factory=list)

    def turn(self) -> AbstractContextManager[None]:
        return nullcontext()

    def hash(self, secret: str) -> str:
        return f"quick:{secret}"

    def verify(self, kept: str, secret: str) -> bool:
        self.asked.append((bool(kept), secret))
        clear = {ODETTE.secret_hash: ODETTE.secret, **dict(zip(ODETTE.code_hashes, ODETTE.codes, strict=True))}
        return bool(kept) and clear.get(kept) == secret


def card(person: DemoPerson) -> CardClaim:
    """What the reader gives of a person's card."""
    return CardClaim(nir=person.nir, birth_date=person.birth_date)


def at_kiosk(space: Space, claim: Claim, secret: str, hasher: SecretHasher | None = None) -> Proof:
    """A card and a secret code."""
    asked = ProveIdentity(claim=claim, secret=secret)
    return prove_identity(space.door, hasher or space.hasher, asked, as_stranger())


def by_phone(
    space: Space, secret: str, code: str | None, claim: Claim = NUMBER, hasher: SecretHasher | None = None
) -> Proof:
    """An access number, a secret code and a code of the printed list."""
    asked = ProveIdentity(claim=claim, secret=secret, one_time_code=code)
    return prove_identity(space.door, hasher or space.hasher, asked, as_stranger(Channel.PHONE))
