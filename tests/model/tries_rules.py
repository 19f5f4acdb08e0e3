"""Somebody says who they are, at a kiosk or by telephone; right or wrong, known or not (security.md 3.7)."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule

from core.acts.claims import CardClaim, Claim, NumberClaim
from core.acts.prove_identity import Proof, ProofStatus, ProveIdentity, prove_identity
from core.domain.audit import AuditLeaf, Channel, OutcomeClass
from core.domain.tries import TRIES_A_DAY
from tests.model.drawn import channels, fates, people
from tests.model.faults import Fate
from tests.model.known import CODES, Person, Space
from tests.model.world import UNHEARD, World
from tests.people import as_stranger

WRONG = "000000"
ACTS_OF_A_TRY = {"count-try", "record-proof", "close-access"}


class TriesRules(World):
    """Each rule is one step."""

    @rule(who=people, is_right=st.booleans(), channel=channels, fates=fates)
    def somebody_proves_who_they_are(
        self,
        who: int,
        is_right: bool,  # noqa: FBT001 - drawn by name
        channel: Channel,
        fates: Sequence[Fate],
    ) -> None:
        """A try is durable before it is looked at; a proof is right, and of the person; never an eleventh in a row."""
        person = self.person(who)
        looks = self.site.hasher.looks
        self.site.store.plan(fates)
        told = self._try(person, channel, is_right=is_right)
        leaves = self.take_leaves()
        assert len(leaves) == self.site.store.kept
        assert {leaf.act for leaf in leaves} <= ACTS_OF_A_TRY
        has_looked = self.site.hasher.looks > looks
        if has_looked:
            assert leaves[0].act == "count-try"
        if self._leads_to(person, channel):
            person.tries += has_looked
            assert person.tries <= TRIES_A_DAY
        is_usable = is_right and self._may_prove(person, channel)
        is_proved = self._is_proved(leaves)
        assert is_usable or not is_proved
        if is_proved:
            person.tries = 0
            person.used += channel is Channel.PHONE
        if told is not UNHEARD:
            self._compare(person, told, has_looked=has_looked, is_usable=is_usable)
            assert (told.status is ProofStatus.PROVED) == is_proved

    def _try(self, person: Person, channel: Channel, *, is_right: bool) -> Proof:
        secret = person.secret if is_right else WRONG
        claim: Claim = CardClaim(nir=person.identity.nir.with_key, birth_date=person.identity.birth_date)
        code = None
        if channel is Channel.PHONE:
            claim, code = NumberClaim(access_number=person.access_number), CODES[person.used % len(CODES)]
        asked = ProveIdentity(claim=claim, secret=secret, one_time_code=code)
        context = replace(as_stranger(channel), device=f"{channel.value}-{self.run}")
        told: Proof = self.hear(lambda: prove_identity(self.site.door, self.site.hasher, asked, context))
        return told

    def _compare(self, person: Person, told: Proof, *, has_looked: bool, is_usable: bool) -> None:
        if told.status is ProofStatus.PROVED:
            assert told.patient is not None
            assert told.patient.patient_id == person.patient_id
        else:
            assert told.patient is None
            assert not (has_looked and is_usable), "what is right and looked at proves"
        assert has_looked == (told.status in {ProofStatus.PROVED, ProofStatus.NOT_PROVED})

    def _leads_to(self, person: Person, channel: Channel) -> bool:
        is_known = person.space is not Space.ERASED and person.lines > 0
        return is_known and (channel is Channel.PHONE or not self._is_one_of_several(person))

    def _may_prove(self, person: Person, channel: Channel) -> bool:
        is_listed = channel is Channel.KIOSK or person.used < person.lines
        return person.space is Space.OPEN and is_listed and self._leads_to(person, channel)

    def _is_one_of_several(self, person: Person) -> bool:
        """No card tells them apart."""
        mine = person.identity
        others = [each for each in self.people if each is not person and each.space is not Space.ERASED]
        return any((each.identity.nir, each.identity.birth_date) == (mine.nir, mine.birth_date) for each in others)

    def _is_proved(self, leaves: Sequence[AuditLeaf]) -> bool:
        return any(leaf.act == "record-proof" and leaf.outcome is OutcomeClass.DONE for leaf in leaves)
