"""What the operator does for people: opens spaces, files, gives secrets, reopens, erases; and turns the site's keys."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from core.acts.erase_space import EraseSpace
from core.acts.file_document import FileDocument
from core.acts.quarantine_document import QuarantineDocument
from core.acts.register_patient import RegisterPatient
from core.acts.reopen_access import ReopenAccess
from core.domain.documents import Paragraph
from core.storage.rotation import retire, rotate, wrap_anew
from tests.model.drawn import fates, people, places
from tests.model.faults import Fate
from tests.model.known import DONE, FINDING, TITLE, Document, Space, failed, refused
from tests.model.world import World
from tests.people import as_operator, filing

Fates = Sequence[Fate]
MOST_DOCUMENTS, MOST_PEOPLE, MOST_ERASED = 8, 7, 2


class OperatorsRules(World):
    """Each rule is one step."""

    @rule(who=people, age=st.integers(0, 3000), has_bytes=st.booleans(), fates=fates)
    def a_document_is_filed(self, who: int, age: int, has_bytes: bool, fates: Fates) -> None:  # noqa: FBT001 - drawn by name
        person = self.person(who)
        if len(person.documents) >= MOST_DOCUMENTS:
            self.the_same_bytes_are_filed_again(who, age, fates)
            return
        name = self.key()
        original = f"{FINDING} {name}".encode() if has_bytes else b""
        document = Document(f"{TITLE} {name}", date(2026, 11, 20) - timedelta(days=age), original)
        context = as_operator(person.patient_id, key=name)
        is_done, told = self.ask(self._filing(document), context, person.basis, fates)
        if is_done:
            document.document_id = told.document_id if told else None
            person.documents.append(document)

    @rule(who=people, place=places, fates=fates)
    def the_same_bytes_are_filed_again(self, who: int, place: int, fates: Fates) -> None:
        """Refused where they are filed already; in another space they are another document."""
        person, everybody = self.person(who), [each for every in self.people for each in every.documents]
        with_bytes = [document for document in everybody if document.original]
        if not with_bytes:
            self.a_document_is_set_aside(fates)
            return
        original = with_bytes[place % len(with_bytes)].original
        is_there = original in {document.original for document in person.documents}
        due = refused("document-already-filed") if person.basis is DONE and is_there else person.basis
        name = self.key()
        document = Document(f"{TITLE} {name}", date(2026, 11, 20), original)
        is_done, told = self.ask(self._filing(document), as_operator(person.patient_id, key=name), due, fates)
        if is_done:
            document.document_id = told.document_id if told else None
            person.documents.append(document)

    @rule(fates=fates)
    def a_document_is_set_aside(self, fates: Fates) -> None:
        """Without a key: what was lost may be there, and is not asked for again by itself."""
        asked = QuarantineDocument(original=FINDING.encode(), reason="identity-mismatch")
        self.set_aside += self.ask(asked, as_operator(), DONE, fates)[0]

    @rule(who=people, fates=fates)
    def somebody_arrives(self, who: int, fates: Fates) -> None:
        """Somebody new; or who has the number and the birth date of another: no card tells them apart (R89a)."""
        if len(self.people) >= MOST_PEOPLE:
            self.somebody_is_registered_twice(who, fates)
        else:
            like = self.people[who].identity if who < len(self.people) else None
            self.arrive(self.new_traits(like=like) if like else self.new_traits(), fates)

    @rule(who=people, fates=fates)
    def somebody_is_registered_twice(self, who: int, fates: Fates) -> None:
        """Refused while they are here; after an erasure they are somebody new."""
        person = self.person(who)
        is_here = any(each.identity == person.identity and each.space is not Space.ERASED for each in self.people)
        if is_here:
            context = as_operator(key=self.key())
            self.ask(RegisterPatient(identity=person.identity), context, refused("patient-already-registered"), fates)
        else:
            self.arrive(person.identity, fates)

    @rule(who=people, fates=fates)
    def somebody_gets_new_secrets(self, who: int, fates: Fates) -> None:
        self.give_secrets(self.person(who), fates)

    @rule(who=people, fates=fates)
    def a_human_reopens(self, who: int, fates: Fates) -> None:
        person = self.person(who)
        if self.ask(ReopenAccess(), as_operator(person.patient_id), person.basis, fates)[0]:
            person.tries = 0

    @rule(who=people, is_same_key=st.booleans(), fates=fates)
    def somebody_is_erased(self, who: int, is_same_key: bool, fates: Fates) -> None:  # noqa: FBT001 - drawn by name
        """Everything of theirs goes; the leaves about them stay. One key for several people erases each of them."""
        erased = [person for person in self.people if person.space is Space.ERASED]
        person = erased[who % len(erased)] if len(erased) >= MOST_ERASED else self.person(who)
        is_new = person not in erased
        key = self.key_of_erasures if is_same_key and is_new else self.key()
        due = DONE if is_new else failed(KeyError)
        if self.ask(EraseSpace(), as_operator(person.patient_id, key=key), due, fates)[0]:
            person.space, person.kept = Space.ERASED, []

    @precondition(lambda self: not self.has_rotated)
    @rule(share=st.sampled_from([0, *[2] * 8, 1]))
    def the_sites_keys_are_turned(self, share: int) -> None:
        """From now on a new key closes. Some people's keys are put under it; or all, and the old ones are destroyed."""
        self.has_rotated = True
        store = self.site.store.store
        newest = rotate(store)
        if share == 1:
            for _ in wrap_anew(store):
                pass
            for version in store.vault.wrapping.versions[:-1]:
                retire(store, version)
            assert store.vault.wrapping.versions == [newest]
        elif share:
            next(wrap_anew(store, at_once=share), None)

    # --- How ------------------------------------------------------------------------------------------

    def _filing(self, document: Document) -> FileDocument:
        asked = filing(original=document.original, title=document.title, written_on=document.written_on)
        return replace(asked, blocks=(Paragraph(text=f"{FINDING} {document.title}"),))
