"""What people do with their space, at a kiosk and by telephone; and what nobody may do with somebody else's."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule

from core.acts.list_documents import ListDocuments
from core.acts.read_document import ReadDocument
from core.acts.read_organ_donation import ReadOrganDonation
from core.acts.record_receipt_given import RecordReceiptGiven
from core.acts.reopen_access import ReopenAccess
from core.acts.request import Context, Request
from core.acts.state_organ_donation_choice import Stated, StateOrganDonationChoice
from core.domain.audit import Channel, PurposeOfUse, Role
from core.domain.identifiers import DocumentId, PatientId
from core.domain.organ_donation import Organ, Position
from core.domain.receipts import PaperOutcome, Receipt
from tests.model.comparing import assert_is_read, compare_list, is_signed
from tests.model.drawn import channels, fates, people, places, some_organs
from tests.model.faults import Fate
from tests.model.known import DONE, Document, Due, Kept, Person, Space, face, failed, refused
from tests.model.world import UNHEARD, World
from tests.people import as_operator, as_patient, as_stranger, filing

REFUSED = Position.REFUSAL
Fates = Sequence[Fate]


class PatientsRules(World):
    """Each rule is one step."""

    # --- Reading --------------------------------------------------------------------------------------

    @rule(who=people, channel=channels, fates=fates)
    def she_looks_at_her_list(self, who: int, channel: Channel, fates: Fates) -> None:
        person = self.person(who)
        _, told = self.ask(ListDocuments(), as_patient(person.patient_id, channel=channel), person.basis, fates)
        if told:
            compare_list(person, told.documents)

    @rule(who=people, whose=people, place=places, channel=channels, fates=fates)
    def she_opens_a_document(self, who: int, whose: int, place: int, channel: Channel, fates: Fates) -> None:
        """Hers; or another's, or none, which are the same."""
        person, owner = self.person(who), self.person(whose)
        document = self._document(owner, place)
        asked = ReadDocument(document_id=document.document_id or DocumentId("") if document else DocumentId("none"))
        is_hers = document is not None and owner is person
        due = refused("document-not-found") if person.basis is DONE and not is_hers else person.basis
        is_done, told = self.ask(asked, as_patient(person.patient_id, channel=channel), due, fates)
        if is_done and document:
            document.is_new = False
        if told and document:
            assert_is_read(document, told.blocks)

    @rule(who=people, channel=channels, fates=fates)
    def she_asks_what_is_kept(self, who: int, channel: Channel, fates: Fates) -> None:
        """The last thing said counts, whatever the clock did meanwhile."""
        person = self.person(who)
        _, told = self.ask(ReadOrganDonation(), as_patient(person.patient_id, channel=channel), person.basis, fates)
        if told:
            choice = told.choice
            assert (choice and (choice.position, choice.organs, choice.stated_at)) == person.last_choice

    # --- Saying ---------------------------------------------------------------------------------------

    @rule(who=people, organs=some_organs, channel=channels, fates=fates)
    def she_refuses(self, who: int, organs: frozenset[Organ], channel: Channel, fates: Fates) -> None:
        self._say(self.person(who), StateOrganDonationChoice(position=REFUSED, organs=organs), channel, fates)

    @rule(who=people, channel=channels, fates=fates)
    def she_takes_it_back(self, who: int, channel: Channel, fates: Fates) -> None:
        self._say(self.person(who), StateOrganDonationChoice(position=Position.WITHDRAWN), channel, fates)

    @rule(who=people, place=places, paper=st.sampled_from(PaperOutcome), channel=channels, fates=fates)
    def the_terminal_tells_of_a_paper(
        self, who: int, place: int, paper: PaperOutcome, channel: Channel, fates: Fates
    ) -> None:
        person = self.person(who)
        numbers = [receipt.number for receipt in person.receipts if receipt]
        number = numbers[place % len(numbers)] if numbers else "unknown"
        due = failed(KeyError) if person.basis is DONE and not numbers else person.basis
        context = as_patient(person.patient_id, channel=channel, key=self.key())
        if self.ask(RecordReceiptGiven(number=number, paper=paper), context, due, fates)[0]:
            person.papers[number] = paper

    @rule(who=people, is_same=st.booleans(), organ=st.sampled_from(Organ))
    def she_speaks_at_the_kiosk_and_on_the_telephone_at_once(self, who: int, is_same: bool, organ: Organ) -> None:  # noqa: FBT001 - drawn by name
        """Under one key it is said once; under two both are kept, one after the other."""
        person, key = self.person(who), self.key()
        asked = StateOrganDonationChoice(position=REFUSED, organs=frozenset({organ}))
        contexts = [
            as_patient(person.patient_id, channel=Channel.KIOSK, key=key),
            as_patient(person.patient_id, channel=Channel.PHONE, key=key if is_same else self.key()),
        ]
        due = self._due_of(person, asked)
        self.settle()
        self.site.store.plan(())
        with ThreadPoolExecutor(2) as threads:
            told = list(threads.map(lambda each: self.hear(lambda: self.site.door.perform(asked, each)), contexts))
        found = Counter(face(leaf) for leaf in self.take_leaves())
        faces = Counter(self.leaf_due(asked, each, due) for each in contexts)
        if due is not DONE:
            assert (found, told) == (faces, [due, due])
        elif is_same:
            assert found.total() == 1
            assert found <= faces
            assert told[0] == told[1]
            self._note(person, asked, contexts[0], told[0])
        else:
            assert found == faces
            is_phone_first = told[0].receipt.previous == told[1].receipt.chain_hash()
            for place in (1, 0) if is_phone_first else (0, 1):
                self._note(person, asked, contexts[place], told[place])

    # --- Again, otherwise, or by somebody else --------------------------------------------------------

    @rule(who=people, place=places, fates=fates)
    def somebody_asks_the_same_again(self, who: int, place: int, fates: Fates) -> None:
        """The answer got lost, or a finger pressed twice: it is told again, and nothing is done."""
        kept = self._kept(self.person(who), place) or self.of_the_site[place % len(self.of_the_site)]
        self.ask_again(kept, fates)

    @rule(who=people, place=places, fates=fates)
    def somebody_asks_otherwise_under_the_same_key(self, who: int, place: int, fates: Fates) -> None:
        about_nobody = [kept for kept in self.of_the_site if kept.context.patient_id is None]
        kept = self._kept(self.person(who), place) or about_nobody[place % len(about_nobody)]
        self.ask(filing(title="otherwise"), kept.context, refused("already-answered"), fates)

    @rule(who=people, other=people, place=places, fates=fates)
    def somebody_else_asks_for_her(self, who: int, other: int, place: int, fates: Fates) -> None:
        """What she asked for, under her own key, if she asked for anything: the answer is hers alone."""
        person, stranger = self.person(who), self.person(other)
        kept = self._kept(person, place, Role.PATIENT)
        context = kept.context if kept else as_patient(person.patient_id)
        asked: Request[object] = kept.request if kept else ListDocuments()
        if stranger is person:
            context = replace(context, role=Role.STRANGER, actor_id=None, purpose=PurposeOfUse.IDENTIFICATION)
        else:
            context = replace(context, actor_id=stranger.patient_id)
        self.ask(asked, context, self._not_permitted(person), fates)

    @rule(who=people, way=st.integers(0, 4), fates=fates)
    def somebody_asks_for_what_is_not_theirs_to_ask(self, who: int, way: int, fates: Fates) -> None:
        """The wrong role, channel or purpose."""
        person = self.person(who)
        mine = as_patient(person.patient_id)
        asked, context = (
            (ListDocuments(), as_operator(person.patient_id)),
            (ListDocuments(), replace(mine, channel=Channel.SITE)),
            (ReadOrganDonation(), replace(mine, purpose=PurposeOfUse.FILING)),
            (filing(), mine),
            (ReopenAccess(), replace(as_stranger(), patient_id=person.patient_id)),
        )[way]
        self.ask(asked, context, self._not_permitted(person), fates)

    @rule(channel=channels, fates=fates)
    def nobody_known_asks(self, channel: Channel, fates: Fates) -> None:
        self.ask(ListDocuments(), as_patient(PatientId("nobody"), channel=channel), failed(KeyError), fates)

    # --- How ------------------------------------------------------------------------------------------

    def _say(self, person: Person, asked: StateOrganDonationChoice, channel: Channel, fates: Fates) -> None:
        context = as_patient(person.patient_id, channel=channel, key=self.key())
        is_done, told = self.ask(asked, context, self._due_of(person, asked), fates)
        if is_done:
            leaf = self.settle()[-1]
            previous = person.chain_end
            person.choices.append((asked.position, asked.organs, self.site.clock.now()))
            person.receipts.append(told.receipt if told else None)
            if told:
                self._demand(told.receipt, previous, leaf.digest().hex())

    def _note(self, person: Person, asked: StateOrganDonationChoice, context: Context, told: Stated) -> None:
        assert told is not UNHEARD
        self._demand(told.receipt, person.chain_end, told.receipt.leaf_hash)
        person.kept.append(Kept(asked, context, told))
        person.choices.append((asked.position, asked.organs, self.site.clock.now()))
        person.receipts.append(told.receipt)

    def _demand(self, receipt: Receipt, previous: str | None, leaf_hash: str) -> None:
        assert previous in (None, receipt.previous)
        assert receipt.leaf_hash == leaf_hash
        assert receipt.checkpoint_size == self.witness.size
        assert is_signed(self.site, receipt)

    def _due_of(self, person: Person, asked: StateOrganDonationChoice) -> Due:
        if person.basis is not DONE:
            return person.basis
        if person.is_too_young(self.site.clock.now()):
            return refused("organ-donation-too-young")
        may_take_back = bool(person.choices) and person.choices[-1][0] is REFUSED
        return DONE if asked.position is REFUSED or may_take_back else refused("organ-donation-nothing-to-withdraw")

    def _not_permitted(self, person: Person) -> Due:
        return failed(KeyError) if person.space is Space.ERASED else refused("not-permitted")

    def _document(self, owner: Person, place: int) -> Document | None:
        found = [document for document in owner.documents if document.document_id]
        return found[place % len(found)] if found else None

    def _kept(self, person: Person, place: int, role: Role | None = None) -> Kept | None:
        found = [kept for kept in person.kept if role in (None, kept.context.role)]
        return found[place % len(found)] if found else None
