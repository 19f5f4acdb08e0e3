"""The world that rules act in: people, the site, and the account of every leaf that is due. Has no rule of its own."""

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any, ClassVar, TypeVar

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from core.acts.give_credentials import GiveCredentials
from core.acts.register_patient import Registered, RegisterPatient
from core.acts.request import Context, Request
from core.domain.accounts import AccountState
from core.domain.audit import AuditLeaf, OutcomeClass
from core.domain.catalogue import Gravity
from core.domain.identifiers import PatientId
from core.domain.patients import Identity, Patient
from core.domain.refusals import Refusal
from core.ports import TransactionLostError
from tests.model.comparing import compare, compare_opening
from tests.model.faults import Fate, ProcessDiesError
from tests.model.known import BORN_LATE, CODES, DONE, Due, Kept, Person, Space, face, traits
from tests.model.site import Site
from tests.model.witness import Witness
from tests.people import as_operator

T = TypeVar("T")
COMPARE_EVERY = 100
UNHEARD = object()
"""Nobody was told anything: it may be done, or not."""


class World(RuleBasedStateMachine):
    """Set `site` and `witness` before it runs. One store serves every run: each has people of its own."""

    site: ClassVar[Site]
    witness: ClassVar[Witness]
    steps: ClassVar[int] = 0
    _runs: ClassVar["count[int]"] = count(1)
    _numbers: ClassVar["count[int]"] = count(1)

    @initialize()
    def people_arrive(self) -> None:
        """Two adults who share a number, one of whom was born on another day; a child; and somebody who has left."""
        self.run = next(self._runs)
        self.asked = count()
        self.key_of_erasures = self.key()
        self.step = -1
        self.people: list[Person] = []
        self.of_the_site: list[Kept] = []
        self.due_leaves: list[tuple[object, ...]] = []
        with self.site.store.store.begin() as records:
            self.set_aside = records.quarantine.count()
        self.last_leaf: tuple[Person, AuditLeaf] | None = None
        self.has_rotated = False
        self.site.begin_anew()
        first = self.arrive(self.new_traits())
        self.arrive(self.new_traits(like=first.identity, born=first.identity.birth_date.replace(month=1)))
        self.arrive(self.new_traits(born=BORN_LATE))
        self._somebody_has_left()
        self.settle()

    @invariant()
    def every_act_has_its_leaf(self) -> None:
        """One each, refusals included; none for what was not done."""
        self.settle()
        self.step += 1
        type(self).steps += self.step > 0
        if self.step % COMPARE_EVERY == 0:
            self.everybody_is_as_known()

    def everybody_is_as_known(self) -> None:
        """Nothing missing, nothing doubled, nothing of one person's with another; the log still begins as it did."""
        for person in self.people:
            compare(self.site, person)
        with self.site.store.store.begin() as records:
            assert records.quarantine.count() == self.set_aside
        if self.last_leaf and self.last_leaf[0].space is not Space.ERASED:
            compare_opening(self.site, *self.last_leaf)
        self.witness.look()

    # --- Asking ---------------------------------------------------------------------------------------

    def key(self) -> str:
        """An idempotency key that was never used."""
        return f"{self.run}-{next(self.asked)}"

    def ask(
        self, request: Request[T], context: Context, due: Due = DONE, fates: Sequence[Fate] = ()
    ) -> tuple[bool, T | None]:
        """Ask the door, whose transactions have these fates: whether it is durable, and what was told."""
        store = self.site.store
        store.plan(fates)
        told = self.hear(lambda: self.site.door.perform(request, context))
        is_read = request.entry.gravity is Gravity.READ
        is_under_key = bool(context.idempotency_key) and not is_read
        assert len(store.met) <= (3 if is_under_key or is_read else 1) + (due is not DONE)
        assert (told is UNHEARD) == (store.met[-1] is not Fate.KEPT), told
        assert told is UNHEARD or (isinstance(told, request.outcome) if due is DONE else told == due), told
        leaves = min(store.kept, 1) if due is DONE and is_under_key else store.kept
        self.due_leaves += [self.leaf_due(request, context, due)] * leaves
        is_done = due is DONE and leaves > 0
        if is_done and is_under_key:
            self._kept_by(request, context).append(Kept(request, context, None if told is UNHEARD else told))
        return is_done, told if is_done and told is not UNHEARD else None  # type: ignore[return-value]

    def ask_again(self, kept: Kept, fates: Sequence[Fate] = ()) -> Any:
        """The same under the same key: the same answer, and nothing done."""
        self.site.store.plan(fates)
        told = self.hear(lambda: self.site.door.perform(kept.request, kept.context))
        if told is not UNHEARD:
            assert kept.outcome in (None, told)
            kept.outcome = told
        return told

    def hear(self, asking: Callable[[], Any]) -> Any:
        """What is told: an outcome, how it ended otherwise, or nothing at all."""
        try:
            return asking()
        except Refusal as refusal:
            return Due(OutcomeClass.REFUSED, refusal.key)
        except TransactionLostError:
            return UNHEARD
        except (KeyError, ValueError) as bug:
            return Due(OutcomeClass.FAILED, type(bug).__name__)
        except ProcessDiesError:
            self.site.die_and_come_back()
            return UNHEARD

    # --- Leaves ---------------------------------------------------------------------------------------

    def leaf_due(self, request: Request[Any], context: Context, due: Due) -> tuple[object, ...]:
        """What its leaf must say."""
        pseudonym = self.site.keys.pseudonym
        return (
            *(self.site.clock.now(), request.entry.name, due.outcome, due.reason, context.role),
            pseudonym(context.actor_id) if context.actor_id else "",
            pseudonym(context.patient_id) if context.patient_id else "",
            *(context.purpose, context.channel, context.place, context.visit_id),
        )

    def settle(self) -> list[AuditLeaf]:
        """New leaves are those that are due, in their order, and no other."""
        leaves = self.take_leaves()
        found = [face(leaf) for leaf in leaves]
        assert found == self.due_leaves, (found, self.due_leaves)
        self.due_leaves = []
        return leaves

    def take_leaves(self) -> list[AuditLeaf]:
        """New leaves, each noted in the trace of whom it is about."""
        leaves = list(self.site.new_leaves())
        people = {self.site.keys.pseudonym(each.patient_id): each for each in self.people} if leaves else {}
        for leaf in leaves:
            person = people.get(leaf.patient)
            if person and person.space is not Space.ERASED:
                person.traces += 1
                self.last_leaf = person, leaf
        return leaves

    # --- People ---------------------------------------------------------------------------------------

    def person(self, who: int) -> Person:
        """One of those there are."""
        return self.people[who % len(self.people)]

    def new_traits(self, **facts: Any) -> Identity:
        """Somebody whom the site does not know."""
        return traits(next(self._numbers), **facts)

    def arrive(self, identity: Identity, fates: Sequence[Fate] = ()) -> Person | None:
        """Their space is opened; nobody when that is not done."""
        is_done, told = self.ask(RegisterPatient(identity=identity), as_operator(key=self.key()), fates=fates)
        if not is_done:
            return None
        registered: Registered = told or self.ask_again(self.of_the_site[-1])
        person = Person(registered.patient_id, identity, next(self._numbers))
        self.people.append(person)
        self.settle()
        self.give_secrets(person)
        return person

    def give_secrets(self, person: Person, fates: Sequence[Fate] = ()) -> None:
        """An access number, a secret code and a short list; what was tried before is forgotten."""
        given = GiveCredentials(
            access_number=person.access_number,
            secret_hash=self.site.hasher.hash(person.secret),
            code_hashes=tuple(map(self.site.hasher.hash, CODES)),
        )
        context = as_operator(person.patient_id, key=self.key())
        if self.ask(given, context, person.basis, fates)[0]:
            person.lines, person.used, person.tries = len(CODES), 0, 0

    def _somebody_has_left(self) -> None:
        person = Person(PatientId(f"left-{self.run}"), self.new_traits(), next(self._numbers), Space.CLOSED)
        with self.site.store.begin() as records:
            records.patients.add(Patient(patient_id=person.patient_id, identity=person.identity), AccountState.CLOSED)
        self.people.append(person)

    def _kept_by(self, request: Request[Any], context: Context) -> list[Kept]:
        if context.patient_id is None or request.outlives_person:
            return self.of_the_site
        return next(each for each in self.people if each.patient_id == context.patient_id).kept
